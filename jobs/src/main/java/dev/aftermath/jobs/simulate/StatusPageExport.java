package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/** Weekly exports of the status page: the notices that changed in the week. */
final class StatusPageExport {

  static final String SOURCE = "statuspage";
  private static final int FILE_LIMIT = 100;
  private static final long ENDED_AFTER_SECONDS = 600;

  private final Plan plan;
  private final World world;
  private final Counts counts;

  StatusPageExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    try (Sink sink =
            Sink.to(
                plan.folder(SOURCE, week),
                plan.packing(week),
                SOURCE + "-" + week.label() + ".zip");
        Pages pages = new Pages(sink, "incidents", FILE_LIMIT, new PublicEnvelope(world))) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Long told = Telling.of(incident).customerSecond();
                if (told != null && (week.contains(told) || week.contains(ended(incident, told)))) {
                  write(pages.next(), incident, told, week.endSecond());
                  counts.one("statuspage_notices_written");
                }
              }));
    }
  }

  static long ended(Incident incident, long told) {
    return Math.max(incident.faultEndSecond(), told) + ENDED_AFTER_SECONDS;
  }

  private static void write(JsonGenerator json, Incident incident, long told, long asOf)
      throws IOException {
    long ended = ended(incident, told);
    boolean over = ended < asOf;
    json.writeStartObject();
    json.writeStringField("id", Telling.noticeId(incident));
    json.writeStringField("name", incident.service().displayName() + " disturbed");
    json.writeStringField("status", over ? "resolved" : "investigating");
    json.writeStringField("created_at", Json.instant(told));
    json.writeStringField("updated_at", Json.instant(over ? ended : told));
    json.writeStringField("started_at", Json.instant(incident.detectedSecond()));
    Json.string(json, "resolved_at", over ? Json.instant(ended) : null);
    json.writeStringField("impact", "major");
    json.writeArrayFieldStart("incident_updates");
    if (over) {
      writeUpdate(json, "resolved", ended);
    }
    writeUpdate(json, "investigating", told);
    json.writeEndArray();
    json.writeArrayFieldStart("components");
    json.writeStartObject();
    json.writeStringField("id", incident.service().pagerDutyId().toLowerCase(Locale.ROOT));
    json.writeStringField("name", incident.service().name());
    json.writeStringField("status", over ? "operational" : "major_outage");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeUpdate(JsonGenerator json, String status, long second)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("status", status);
    json.writeStringField("body", "We are " + status + ".");
    json.writeStringField("created_at", Json.instant(second));
    json.writeStringField("display_at", Json.instant(second));
    json.writeEndObject();
  }

  /** The page that the notices are of. */
  record PublicEnvelope(World world) implements Pages.Envelope {

    @Override
    public void open(JsonGenerator json, long offset) throws IOException {
      json.writeStartObject();
      json.writeObjectFieldStart("page");
      json.writeStringField(
          "id", Seeds.code('S', world.settings().seed(), 11).toLowerCase(Locale.ROOT));
      json.writeStringField("name", "Example status");
      json.writeStringField("time_zone", "Etc/UTC");
      json.writeEndObject();
      json.writeArrayFieldStart("incidents");
    }

    @Override
    public void close(JsonGenerator json, long offset, Pages.More more) throws IOException {
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
