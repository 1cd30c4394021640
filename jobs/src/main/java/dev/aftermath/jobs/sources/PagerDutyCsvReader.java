package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the CSV files of PagerDuty's web UI, the advanced form with ids and the basic form without.
 *
 * <p>Their timestamps are in the account's zone without saying so: it must be declared. The basic
 * form knows an incident by its number alone; its records have the key {@code #4711} and state the
 * number, by which they are joined to records with the id of the same source.
 */
public final class PagerDutyCsvReader implements ExportReader {
  private static final String WHAT = "a CSV file of PagerDuty";
  private static final Map<String, IncidentField> ADVANCED = advanced();
  private static final Map<String, IncidentField> BASIC =
      Map.of(
          "#", IncidentField.NUMBER,
          "Service", IncidentField.SERVICE,
          "Opened On", IncidentField.OPENED_AT,
          "Resolved On", IncidentField.RESOLVED_AT);

  /** The reader. */
  public PagerDutyCsvReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.declaredOrIso(settings));
    CsvRows rows = CsvRows.open(bytes, settings.encoding(), WHAT);
    boolean advanced = rows.columns().contains("id");
    Map<String, IncidentField> mapping = mapping(rows.columns(), advanced, settings);
    rows.read(
        sink,
        row ->
            sink.record(advanced ? advanced(row, mapping, reading) : basic(row, mapping, reading)));
    reading.warnAtCap(rows.count(), PagerDuty.CSV_CAP);
  }

  private static Map<String, IncidentField> mapping(
      Collection<String> columns, boolean advanced, SourceSettings settings)
      throws RefusedExportException {
    Names.requireColumn("the basic form", advanced ? "id" : "#", columns);
    if (advanced && !columns.contains("created_at")) {
      Names.requireColumn("the advanced form", "created_on", columns);
    } else if (!advanced) {
      Names.requireColumn("the basic form", "Opened On", columns);
    }
    Map<String, IncidentField> mapping = new LinkedHashMap<>(advanced ? ADVANCED : BASIC);
    for (Map.Entry<String, String> declared : settings.fields().entrySet()) {
      IncidentField field = FieldValues.named(declared.getKey());
      if (field != null && columns.contains(declared.getValue())) {
        mapping.put(declared.getValue(), field);
      }
    }
    return mapping;
  }

  private static RawRecord advanced(CsvRow row, Map<String, IncidentField> mapping, Reading reading)
      throws BadRecordException {
    String id = reading.required(row, "id");
    RecordDraft draft = draft(row, mapping, reading);
    PagerDuty.putKind(draft, row.value("description"), null);
    String auto = row.value("auto_resolved");
    PagerDutyAnalyticsReader.putResolver(
        draft,
        auto == null ? null : auto.toLowerCase(Locale.ROOT),
        row.value("resolved_by_user_id"));
    return finish(row, id, draft, "created_on");
  }

  private static RawRecord basic(CsvRow row, Map<String, IncidentField> mapping, Reading reading)
      throws BadRecordException {
    String number = reading.required(row, "#");
    return finish(row, "#" + number, draft(row, mapping, reading), "Opened On");
  }

  private static RecordDraft draft(CsvRow row, Map<String, IncidentField> mapping, Reading reading)
      throws BadRecordException {
    RecordDraft draft = new RecordDraft(reading);
    for (Map.Entry<String, IncidentField> column : mapping.entrySet()) {
      draft.put(column.getValue(), column.getKey(), row.value(column.getKey()));
    }
    boolean resolved = draft.stated(IncidentField.RESOLVED_AT) != null;
    draft.put(IncidentField.STATE, (resolved ? IncidentState.RESOLVED : IncidentState.OPEN).name());
    return draft;
  }

  private static RawRecord finish(CsvRow row, String key, RecordDraft draft, String openedColumn)
      throws BadRecordException {
    String opened = draft.stated(IncidentField.OPENED_AT);
    if (opened == null) {
      throw BadRecordException.missing(openedColumn);
    }
    String resolved = draft.stated(IncidentField.RESOLVED_AT);
    Instant versionAt = Instant.parse(resolved == null ? opened : resolved);
    return draft.finish(row.position(), key, versionAt, 0, row.asJson());
  }

  private static Map<String, IncidentField> advanced() {
    Map<String, IncidentField> columns = new LinkedHashMap<>();
    columns.put("incident_number", IncidentField.NUMBER);
    columns.put("description", IncidentField.TITLE);
    columns.put("service_name", IncidentField.SERVICE);
    columns.put("team_name", IncidentField.TEAM);
    columns.put("urgency", IncidentField.URGENCY);
    columns.put("priority_name", IncidentField.PRIORITY);
    columns.put("created_on", IncidentField.OPENED_AT);
    columns.put("created_at", IncidentField.OPENED_AT);
    columns.put("resolved_on", IncidentField.RESOLVED_AT);
    columns.put("resolved_at", IncidentField.RESOLVED_AT);
    columns.put("seconds_to_first_ack", IncidentField.ACKNOWLEDGED_AFTER_SECONDS);
    columns.put("seconds_to_resolve", IncidentField.RESOLVED_AFTER_SECONDS);
    return columns;
  }
}
