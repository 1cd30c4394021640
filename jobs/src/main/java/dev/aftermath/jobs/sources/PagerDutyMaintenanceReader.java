package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PagerDuty's maintenance windows: the pages of {@code GET /maintenance_windows}, a bare
 * list, or a single window. They become changes whose approval is the word {@code declared}: nobody
 * approves a window, and who created it is a person, who stays in the record as received.
 *
 * <p>An export does not say when a window was changed. Of two that differ the one that ends earlier
 * has the last word: windows are ended early, and an exclusion that is too short hides nothing.
 */
public final class PagerDutyMaintenanceReader implements ExportReader {
  private static final String DECLARED = "declared";
  private static final String WINDOW = "window";
  private static final String MAINTENANCE = "maintenance";

  /** The reader. */
  public PagerDutyMaintenanceReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("maintenance_windows", "maintenance_window"),
            "PagerDuty maintenance windows",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count(), PagerDuty.PAGING_CAP);
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode window = found.node();
    String type = JsonFields.text(window, "type");
    if (type != null && !type.startsWith("maintenance_window")) {
      throw PagerDuty.otherType(type, "a maintenance window");
    }
    String id = JsonFields.requiredText(window, "id");
    String end = JsonFields.requiredText(window, "end_time");
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.NUMBER, "sequence_number", JsonFields.text(window, "sequence_number"));
    draft.put(IncidentField.TITLE, "description", JsonFields.text(window, "description"));
    draft.put(IncidentField.CHANGE_TYPE, WINDOW);
    draft.put(IncidentField.CATEGORY, MAINTENANCE);
    draft.put(IncidentField.APPROVAL, DECLARED);
    draft.put(
        IncidentField.PLANNED_START_AT,
        "start_time",
        JsonFields.requiredText(window, "start_time"));
    draft.put(IncidentField.PLANNED_END_AT, "end_time", end);
    draft.put(IncidentField.COMPONENTS, "services", services(window));
    return draft.finishAs(
        RawRecord.CHANGE,
        found.position(),
        id,
        null,
        -reading.times().read("end_time", end).getEpochSecond(),
        found.text());
  }

  private static @Nullable String services(JsonNode window) throws BadRecordException {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode service : JsonFields.objects(window, "services")) {
      String name = JsonFields.text(service, "summary");
      name = name == null ? JsonFields.text(service, "name") : name;
      name = name == null ? JsonFields.requiredText(service, "id") : name;
      names.add(name.strip().replaceAll("\\s", " "));
    }
    return names.isEmpty() ? null : String.join("\n", names);
  }
}
