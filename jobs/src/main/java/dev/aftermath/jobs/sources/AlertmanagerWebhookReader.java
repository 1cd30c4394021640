package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads notifications of Alertmanager, the bodies of its webhook (version 4): one in a file, or one
 * after the other, such as one a line.
 *
 * <p>A notification does not say when it was sent, and repeats what was notified before. So that
 * the order of files decides nothing, one that an alert is over speaks of the alert's end, and one
 * that it fires of its start. The stored body is the alert as received, with the key of its group,
 * which stands beside the list.
 */
public final class AlertmanagerWebhookReader implements ExportReader {

  /** The reader. */
  public AlertmanagerWebhookReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    Notifications notifications = new Notifications(reading, sink);
    JsonExport export =
        JsonExport.read(
            bytes, Set.of("alerts"), "notifications of Alertmanager", sink, notifications);
    notifications.cutOff();
    reading.warnAtCap(export.count());
  }

  /** Keeps the alerts of a notification until its group is known, which may stand behind them. */
  private static final class Notifications implements JsonExport.Mapping {
    private final Reading reading;
    private final ExportSink sink;
    private final List<JsonExport.Found> alerts = new ArrayList<>();

    Notifications(Reading reading, ExportSink sink) {
      this.reading = reading;
      this.sink = sink;
    }

    @Override
    public void take(JsonExport.Found found) {
      alerts.add(found);
    }

    @Override
    public void answered(Map<String, JsonNode> members) {
      handOver(members.get("groupKey"));
      JsonNode left = members.get("truncatedAlerts");
      if (left != null && left.asLong() > 0) {
        reading.warnOnce(
            "A notification leaves out "
                + left.asLong()
                + " alerts of its group; raise max_alerts of the webhook.");
      }
    }

    /** What a file that ends within a notification told before it did. */
    void cutOff() {
      handOver(null);
    }

    private void handOver(@Nullable JsonNode groupKey) {
      for (JsonExport.Found found : alerts) {
        try {
          sink.record(record(found, groupKey, reading));
        } catch (BadRecordException e) {
          sink.quarantine(found.defect(e));
        }
      }
      alerts.clear();
    }
  }

  private static RawRecord record(
      JsonExport.Found found, @Nullable JsonNode groupKey, Reading reading)
      throws BadRecordException {
    AlertmanagerAlert alert = AlertmanagerAlert.of(found.node(), reading);
    String body = found.text();
    if (groupKey != null && groupKey.isTextual()) {
      alert.putGroup(groupKey.textValue());
      body = "{\"groupKey\":" + groupKey + ",\"alert\":" + body + "}";
    }
    String status = JsonFields.text(found.node(), "status");
    Instant endsAt = alert.endsAt();
    // Old versions state it of the group alone, of which others may be over.
    boolean isOver = status == null ? endsAt != null : "resolved".equals(status);
    if (status != null && !isOver && !"firing".equals(status)) {
      throw BadRecordException.wrongType("status", status, "firing or resolved");
    }
    String written = isOver ? "resolved" : "firing";
    if (!isOver) {
      return alert.firing(found.position(), written, alert.startsAt(), body);
    }
    if (endsAt == null) {
      throw BadRecordException.missing("endsAt");
    }
    return alert.ended(found.position(), written, endsAt, endsAt, body);
  }
}
