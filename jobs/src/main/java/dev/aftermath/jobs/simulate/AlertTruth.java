package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which alerts there truly were, and what each led to. */
final class AlertTruth {

  private AlertTruth() {}

  /** Writes a line for each alert that an export tells of. */
  static void write(Path file, World world, Counts counts) throws IOException {
    long end = world.settings().end().getEpochSecond();
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Week week : world.weeks()) {
        AlertFactory.visit(
            world,
            week,
            Visit.writing(
                alert -> {
                  counts.one(alert.page() == null ? "alerts_without_incident" : "alerts_paged");
                  write(json, alert, end);
                }));
      }
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, Alert alert, long end) throws IOException {
    json.writeStartObject();
    json.writeStringField("fingerprint", alert.fingerprint());
    json.writeStringField("name", String.valueOf(alert.labels().get("alertname")));
    json.writeStringField("service", String.valueOf(alert.labels().get("service")));
    Json.string(json, "monitoring_id", alert.labels().get("monitoring_id"));
    json.writeStringField("notified_key", Sha256.hex(alert.groupKey()));
    json.writeStringField("started_at", Json.instant(alert.startedSecond()));
    Json.string(
        json, "ended_at", alert.endedSecond() < end ? Json.instant(alert.endedSecond()) : null);
    Page page = alert.page();
    Json.string(json, "page", page == null ? null : survivor(page, end).id());
    Json.string(json, "deduplication_key", page == null ? null : page.deduplicationKey());
    json.writeEndObject();
  }

  /** What a page lives on in at the end, in however many steps it was merged. */
  private static Page survivor(Page page, long end) {
    Page into = page.resolvedSecond() >= end ? null : page.mergedInto();
    return into == null ? page : survivor(into, end);
  }
}
