package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is on call at PagerDuty: the pages of {@code GET /oncalls}, or a bare list. Whoever is
 * on call without a schedule is so for good: start and end are null then.
 *
 * <p>The person is part of the key, since two may share a shift, and stays in bronze.
 */
public final class PagerDutyOnCallsReader implements ExportReader {

  /** The reader. */
  public PagerDutyOnCallsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("oncalls"),
            "PagerDuty on-calls",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count(), PagerDuty.PAGING_CAP);
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode policy = required(found.node(), "escalation_policy");
    JsonNode user = required(found.node(), "user");
    JsonNode schedule = JsonFields.object(found.node(), "schedule");
    String level = JsonFields.requiredText(found.node(), "escalation_level");
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.ESCALATION_POLICY, "escalation_policy", name(policy));
    draft.put(IncidentField.ESCALATION_LEVEL, "escalation_level", level);
    draft.put(IncidentField.SCHEDULE, "schedule", schedule == null ? null : name(schedule));
    draft.put(IncidentField.START_AT, "start", JsonFields.text(found.node(), "start"));
    draft.put(IncidentField.END_AT, "end", JsonFields.text(found.node(), "end"));
    String key =
        String.join(
            "|",
            JsonFields.requiredText(policy, "id"),
            level,
            schedule == null ? "-" : JsonFields.requiredText(schedule, "id"),
            JsonFields.requiredText(user, "id"),
            String.valueOf(draft.stated(IncidentField.START_AT)));
    return draft.finishAs(RawRecord.ON_CALL, found.position(), key, null, 0, found.text());
  }

  private static JsonNode required(JsonNode record, String name) throws BadRecordException {
    JsonNode object = JsonFields.object(record, name);
    if (object == null) {
      throw BadRecordException.missing(name);
    }
    return object;
  }

  private static @Nullable String name(JsonNode reference) throws BadRecordException {
    String summary = JsonFields.text(reference, "summary");
    return summary == null ? JsonFields.requiredText(reference, "id") : summary;
  }
}
