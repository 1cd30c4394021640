package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Reads PagerDuty's log entries: {@code GET /log_entries} and {@code GET
 * /incidents/{id}/log_entries}, in their envelope or as bare lists.
 *
 * <p>Each becomes a record of its incident that states no field and holds one event, and one more
 * for each alert that it names, so that it adds to the timeline and overwrites nothing.
 */
public final class PagerDutyLogEntriesReader implements ExportReader {

  /** The reader. */
  public PagerDutyLogEntriesReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("log_entries", "log_entry"),
            "PagerDuty log entries",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count(), PagerDuty.PAGING_CAP);
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    String type = JsonFields.requiredText(found.node(), "type");
    if (!type.contains("_log_entry")) {
      throw PagerDuty.otherType(type, "a log entry");
    }
    var incident = JsonFields.object(found.node(), "incident");
    if (incident == null) {
      throw BadRecordException.missing("incident");
    }
    RawEvent event = PagerDutyEvents.of(found.node(), reading.times());
    return new RawRecord(
        found.position(),
        RawRecord.INCIDENT,
        JsonFields.requiredText(incident, "id"),
        event.at(),
        0,
        Map.of(),
        PagerDutyAlerts.joined(found.node(), event),
        found.text());
  }
}
