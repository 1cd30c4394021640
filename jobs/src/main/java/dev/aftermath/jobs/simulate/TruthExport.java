package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What really happened, for whoever wants to check the platform's answers. */
final class TruthExport {

  private final World world;
  private final Counts counts;
  private final List<TelemetryTruth> telemetry;

  TruthExport(World world, Counts counts, List<TelemetryTruth> telemetry) {
    this.world = world;
    this.counts = counts;
    this.telemetry = new ArrayList<>(telemetry);
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    writeIncidents(folder);
    InterruptionTruth.write(folder.resolve("interruptions.json"), world);
    OnCallExport.writeTruth(folder.resolve("on_call_gaps.json"), world);
    AlertTruth.write(folder.resolve("alerts.jsonl"), world, counts);
    AgreementTruth.write(folder.resolve("slas.jsonl"), world);
    writeBudgets(folder.resolve("budgets.json"));
    IncidentBudgets.write(folder.resolve("incident_budgets.json"), world, telemetry);
    writeGaps(folder.resolve("gaps.json"));
    writeSettings(folder.resolve("settings.json"));
    for (TelemetryTruth truth : telemetry) {
      counts.add("prometheus_samples", truth.sampleCount());
      counts.add("counter_resets", truth.resetCount());
      counts.add("scrape_gaps", truth.gaps().size());
      counts.add("requests_hidden_by_resets", truth.hiddenCount());
    }
    try (JsonGenerator json = open(folder.resolve("counts.json"))) {
      json.writeStartObject();
      for (Map.Entry<String, Long> count : counts.snapshot().entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
    }
  }

  private void writeIncidents(Path folder) throws IOException {
    try (JsonGenerator incidents =
            Json.generator(Files.newOutputStream(folder.resolve("incidents.jsonl")));
        JsonGenerator detections =
            Json.generator(Files.newOutputStream(folder.resolve("detections.jsonl")))) {
      incidents.setPrettyPrinter(null);
      incidents.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      detections.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      for (Week week : world.weeks()) {
        world.visit(
            week,
            Visit.writing(
                incident -> {
                  TruthCounts.count(counts, incident, world.settings());
                  writeIncident(incidents, week, incident);
                  writeDetection(detections, incident);
                }));
      }
      incidents.writeRaw('\n');
      detections.writeRaw('\n');
    }
  }

  private void writeIncident(JsonGenerator json, Week week, Incident incident) throws IOException {
    Page page = incident.page();
    Ticket ticket = incident.ticket();
    json.writeStartObject();
    json.writeStringField("kind", incident.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("week", week.label());
    json.writeStringField("service", incident.service().name());
    json.writeStringField("tenant", incident.tenant().name());
    json.writeStringField(
        "cause", incident.kind() == Incident.Kind.FAULT ? incident.cause().id() : "");
    json.writeStringField("scope", incident.cause().scope().name().toLowerCase(Locale.ROOT));
    json.writeStringField("fault_start", Json.instant(incident.faultStartSecond()));
    json.writeStringField("fault_end", Json.instant(incident.faultEndSecond()));
    json.writeNumberField("failure_ratio", incident.failureRatio());
    json.writeStringField("detected_at", Json.instant(incident.detectedSecond()));
    Json.string(json, "page", page == null ? null : page.id());
    if (page != null) {
      json.writeNumberField("page_number", page.number());
      LogEntry acknowledged = page.firstHumanAcknowledgement();
      Json.moment(json, "acknowledged_at", acknowledged == null ? null : acknowledged.second());
      Json.moment(json, "page_resolved_at", page.resolvedSecond());
      json.writeStringField("resolution", page.resolution().name().toLowerCase(Locale.ROOT));
      Json.string(json, "merged_into", page.mergedInto() == null ? null : page.mergedInto().id());
      Json.string(json, "page_tenant", page.tenantField());
      Json.string(json, "page_monitoring_id", page.monitoringField());
      TruthPhases.write(json, page, lastWeek());
    }
    Json.string(json, "ticket", ticket == null ? null : ticket.number());
    if (ticket != null) {
      json.writeNumberField("priority", ticket.priority());
      Json.moment(json, "opened_at", ticket.openedSecond());
      Json.moment(json, "ticket_resolved_at", ticket.lastResolvedSecond());
      json.writeBooleanField("reopened", ticket.isReopened());
      Json.moment(json, "impact_start_at", ticket.impactStartSecond());
      Json.moment(json, "mitigated_at", ticket.mitigatedSecond());
      json.writeStringField("close_notes", ticket.closeNotes());
      Json.string(json, "ticket_tenant", ticket.tenant().isEmpty() ? null : ticket.tenant());
      Json.string(
          json,
          "ticket_monitoring_id",
          ticket.monitoringId().isEmpty() ? null : ticket.monitoringId());
      Problem problem = Problem.namedBy(world, incident);
      Json.string(json, "problem", problem == null ? null : problem.number());
      TruthTickets.write(json, ticket, world.weeks());
    }
    if (page != null && ticket != null) {
      json.writeStringField(
          "acquaintance", Traits.acquaintance(incident.key()).name().toLowerCase(Locale.ROOT));
    }
    Deployment deployment = incident.deployment();
    Json.string(json, "caused_by_change", deployment == null ? null : deployment.number());
    Long bad = badRequests(week, incident);
    if (bad == null) {
      json.writeNullField("bad_requests");
    } else {
      json.writeNumberField("bad_requests", bad);
    }
    json.writeEndObject();
  }

  private Week lastWeek() {
    return world.weeks().get(world.weeks().size() - 1);
  }

  private @Nullable Long badRequests(Week week, Incident incident) {
    int index = incident.service().index();
    return telemetry.isEmpty()
        ? null
        : Long.valueOf(telemetry.get(index).failedCount(incident, week));
  }

  private static void writeDetection(JsonGenerator json, Incident incident) throws IOException {
    Page page = incident.page();
    Ticket ticket = incident.ticket();
    json.writeStartObject();
    json.writeStringField("detector", incident.detector());
    json.writeStringField("service", incident.service().name());
    json.writeStringField("tenant", incident.tenant().name());
    json.writeStringField("detected_at", Json.instant(incident.detectedSecond()));
    json.writeBooleanField("true_positive", incident.kind() == Incident.Kind.FAULT);
    if (incident.kind() == Incident.Kind.FAULT) {
      json.writeNumberField(
          "delay_seconds", incident.detectedSecond() - incident.faultStartSecond());
    } else {
      json.writeNullField("delay_seconds");
    }
    Json.string(json, "page", page == null ? null : page.id());
    Json.string(json, "ticket", ticket == null ? null : ticket.number());
    json.writeEndObject();
  }

  private void writeBudgets(Path file) throws IOException {
    try (JsonGenerator json = open(file)) {
      json.writeStartArray();
      for (TelemetryTruth truth : telemetry) {
        for (Week week : world.weeks()) {
          for (Tenant tenant : world.tenants()) {
            TelemetryTruth.Sum happened = truth.happened(week, tenant);
            TelemetryTruth.Sum sampled = truth.sampled(week, tenant);
            json.writeStartObject();
            json.writeStringField("service", truth.service().name());
            json.writeStringField("tenant", tenant.name());
            json.writeStringField("week", week.label());
            json.writeStringField("start", week.start().toString());
            json.writeStringField("end", week.end().toString());
            json.writeNumberField("good", happened.goodCount());
            json.writeNumberField("total", happened.totalCount());
            json.writeNumberField("good_by_sample_time", sampled.goodCount());
            json.writeNumberField("total_by_sample_time", sampled.totalCount());
            json.writeEndObject();
          }
        }
      }
      json.writeEndArray();
    }
  }

  private void writeGaps(Path file) throws IOException {
    try (JsonGenerator json = open(file)) {
      json.writeStartArray();
      for (TelemetryTruth truth : telemetry) {
        for (TelemetryTruth.Gap gap : truth.gaps()) {
          json.writeStartObject();
          json.writeStringField("service", gap.service().name());
          json.writeStringField("instance", gap.instance());
          json.writeStringField("start", Json.instant(gap.startSecond()));
          json.writeStringField("end", Json.instant(gap.endSecond()));
          json.writeStringField("reason", gap.reason().name().toLowerCase(Locale.ROOT));
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
  }

  private void writeSettings(Path file) throws IOException {
    SimulationSettings settings = world.settings();
    try (JsonGenerator json = open(file)) {
      json.writeStartObject();
      json.writeNumberField("seed", settings.seed());
      json.writeStringField("start", world.weeks().get(0).start().toString());
      json.writeStringField("end", settings.end().toString());
      json.writeNumberField("weeks", settings.weeks());
      json.writeNumberField("services", settings.services());
      json.writeNumberField("tenants", settings.tenants());
      json.writeNumberField("incidents_per_week", settings.incidentsPerWeek());
      json.writeNumberField("scrape_interval_seconds", settings.scrapeIntervalSeconds());
      json.writeStringField("zone", settings.zone().getId());
      json.writeStringField("telemetry", settings.telemetry().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
  }

  static JsonGenerator open(Path file) throws IOException {
    return Json.generator(Files.newOutputStream(file)).useDefaultPrettyPrinter();
  }
}
