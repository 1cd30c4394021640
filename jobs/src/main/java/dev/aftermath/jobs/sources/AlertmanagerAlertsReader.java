package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/**
 * Reads snapshots of Alertmanager, the answers of {@code GET /api/v2/alerts}: the alerts that fired
 * when it was asked, be they silenced or inhibited.
 *
 * <p>{@code endsAt} of a firing alert lies ahead: it is when Alertmanager would give it up if it
 * heard no more of it, and no end. Only one that is not after {@code updatedAt} is an end. An alert
 * that a later snapshot leaves out is over, but nobody can tell since when.
 */
public final class AlertmanagerAlertsReader implements ExportReader {

  /** The reader. */
  public AlertmanagerAlertsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("alerts"),
            "alerts of Alertmanager",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count());
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    AlertmanagerAlert alert = AlertmanagerAlert.of(found.node(), reading);
    Instant updatedAt =
        reading.times().read("updatedAt", JsonFields.requiredText(found.node(), "updatedAt"));
    JsonNode status = JsonFields.object(found.node(), "status");
    if (status == null) {
      throw BadRecordException.missing("status");
    }
    String state = JsonFields.requiredText(status, "state");
    Instant endsAt = alert.endsAt();
    return endsAt == null || endsAt.isAfter(updatedAt)
        ? alert.firing(found.position(), state, updatedAt, found.text())
        : alert.ended(found.position(), state, endsAt, updatedAt, found.text());
  }
}
