package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Weekly exports of Alertmanager: what its webhook sent in the week, a notification a line, and a
 * snapshot of what still fired at the end.
 */
final class AlertmanagerExport {
  static final String SOURCE = "alertmanager";
  private static final String NO_TIME = "0001-01-01T00:00:00Z";
  private static final long RESOLVE_TIMEOUT_SECONDS = 300;
  private static final long RESENT_EVERY_SECONDS = 60;

  private final Plan plan;
  private final World world;
  private final Counts counts;

  AlertmanagerExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    List<Alert> firing = new ArrayList<>();
    try (Sink sink =
        Sink.to(
            plan.folder(SOURCE, week), plan.packing(week), SOURCE + "-" + week.label() + ".zip")) {
      try (JsonGenerator json = Json.generator(sink.open("notifications-1.jsonl"))) {
        json.setRootValueSeparator(new SerializedString("\n"));
        for (int i = Math.max(0, week.index() - World.WEEKS_OF_CHANGE); i <= week.index(); i++) {
          Week origin = world.weeks().get(i);
          AlertFactory.visit(
              world, origin, Visit.writing(alert -> tell(json, alert, week, origin, firing)));
        }
        json.writeRaw('\n');
      }
      // Nobody saves an answer that holds nothing.
      if (!firing.isEmpty()) {
        try (JsonGenerator json = Json.generator(sink.open("alerts-1.json"))) {
          writeSnapshot(json, firing, week.endSecond());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Writes that it fires and, once it is over, that it is: each in the week in which it was sent.
   *
   * @param origin the week that the alert belongs to; it may begin a minute before
   * @param firing takes those that still fire when the week ends
   */
  private void tell(JsonGenerator json, Alert alert, Week week, Week origin, List<Alert> firing)
      throws IOException {
    if (origin.equals(week)) {
      writeNotification(json, alert, "firing", NO_TIME);
    }
    if (week.contains(alert.endedSecond())) {
      writeNotification(json, alert, "resolved", Json.instant(alert.endedSecond()));
    } else if (alert.endedSecond() >= week.endSecond()) {
      firing.add(alert);
    }
  }

  private void writeNotification(JsonGenerator json, Alert alert, String status, String endsAt)
      throws IOException {
    counts.one("alertmanager_notifications_written");
    json.writeStartObject();
    json.writeStringField("receiver", "pages");
    json.writeStringField("status", status);
    json.writeArrayFieldStart("alerts");
    json.writeStartObject();
    json.writeStringField("status", status);
    writeAlert(json, alert, Json.instant(alert.startedSecond()), endsAt);
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("groupLabels");
    json.writeEndObject();
    json.writeStringField("externalURL", "http://alertmanager.prod.example.net:9093");
    json.writeStringField("version", "4");
    json.writeStringField("groupKey", alert.groupKey());
    json.writeNumberField("truncatedAlerts", 0);
    json.writeEndObject();
  }

  private static void writeSnapshot(JsonGenerator json, List<Alert> firing, long asked)
      throws IOException {
    json.writeStartArray();
    for (Alert alert : firing) {
      long updated = Math.max(alert.startedSecond(), asked - RESENT_EVERY_SECONDS / 2);
      json.writeStartObject();
      writeAlert(
          json, alert, millis(alert.startedSecond()), millis(updated + RESOLVE_TIMEOUT_SECONDS));
      json.writeStringField("updatedAt", millis(updated));
      json.writeArrayFieldStart("receivers");
      json.writeStartObject();
      json.writeStringField("name", "pages");
      json.writeEndObject();
      json.writeEndArray();
      json.writeObjectFieldStart("status");
      json.writeStringField("state", "active");
      Json.emptyArray(json, "silencedBy");
      Json.emptyArray(json, "inhibitedBy");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeRaw('\n');
  }

  private static void writeAlert(JsonGenerator json, Alert alert, String startsAt, String endsAt)
      throws IOException {
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : alert.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    json.writeEndObject();
    json.writeStringField("startsAt", startsAt);
    json.writeStringField("endsAt", endsAt);
    json.writeStringField("generatorURL", "");
    json.writeStringField("fingerprint", alert.fingerprint());
  }

  /** As the API shows times: three decimals, whatever they are. */
  private static String millis(long second) {
    return Instant.ofEpochSecond(second).toString().replace("Z", ".000Z");
  }
}
