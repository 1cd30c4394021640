package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every service's failed requests were due to: each fault, and chance. Counted where requests
 * are made to fail; the few that a restart hid from the samples are among them.
 */
final class IncidentBudgets {
  private IncidentBudgets() {}

  /** Writes an object per service. */
  static void write(Path file, World world, List<TelemetryTruth> telemetry) throws IOException {
    try (JsonGenerator json = TruthExport.open(file)) {
      json.writeStartArray();
      for (TelemetryTruth truth : telemetry) {
        json.writeStartObject();
        json.writeStringField("service", truth.service().name());
        json.writeNumberField("baseline_bad", truth.baselineBadCount());
        json.writeArrayFieldStart("incidents");
        for (Week week : world.weeks()) {
          for (Incident incident : incidents(world, week, truth.service())) {
            write(json, incident, truth.failedCount(incident, week));
          }
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static List<Incident> incidents(World world, Week week, Service service) {
    List<Incident> incidents = new ArrayList<>();
    world.visit(
        week,
        incident -> {
          if (incident.service().index() == service.index()
              && incident.kind() != Incident.Kind.MERGED_CHILD) {
            incidents.add(incident);
          }
        });
    return incidents;
  }

  private static void write(JsonGenerator json, Incident incident, long bad) throws IOException {
    json.writeStartObject();
    Page page = incident.page();
    Ticket ticket = incident.ticket();
    Json.string(json, "page", page == null ? null : page.id());
    Json.string(json, "ticket", ticket == null ? null : ticket.number());
    json.writeStringField("fault_start", Json.instant(incident.faultStartSecond()));
    json.writeStringField("fault_end", Json.instant(incident.faultEndSecond()));
    json.writeStringField("detected_at", Json.instant(incident.detectedSecond()));
    json.writeNumberField("bad", bad);
    json.writeEndObject();
  }
}
