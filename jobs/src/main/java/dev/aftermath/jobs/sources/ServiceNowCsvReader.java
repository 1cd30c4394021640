package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads list exports of ServiceNow in CSV, with field names or English labels in the header.
 *
 * <p>They are in windows-1252 unless another charset is declared. Their dates may be stored or
 * displayed ones, which cannot be told from the file: zone and pattern must be declared.
 */
public final class ServiceNowCsvReader implements ExportReader {
  private static final long LIMIT = 10_000;
  private static final String WHAT = "a list export of ServiceNow";
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("opened", "opened_at"),
          Map.entry("resolved", "resolved_at"),
          Map.entry("closed", "closed_at"),
          Map.entry("created", "sys_created_on"),
          Map.entry("updated", "sys_updated_on"),
          Map.entry("updates", "sys_mod_count"),
          Map.entry("configuration_item", "cmdb_ci"),
          Map.entry("service", "business_service"),
          Map.entry("resolution_notes", "close_notes"),
          Map.entry("resolution_code", "close_code"),
          Map.entry("caused_by_change", "caused_by"),
          Map.entry("problem", "problem_id"),
          Map.entry("change_request", "rfc"),
          Map.entry("incident_state", "state"),
          Map.entry("reassignments", "reassignment_count"),
          Map.entry("actual_start_date", "work_start"),
          Map.entry("actual_end_date", "work_end"),
          Map.entry("planned_start_date", "start_date"),
          Map.entry("planned_end_date", "end_date"),
          Map.entry("task_type", "sys_class_name"),
          Map.entry("sla_definition", "sla"),
          Map.entry("stop_time", "end_time"),
          Map.entry("breach_time", "planned_end_time"),
          Map.entry("actual_elapsed_time", "duration"),
          Map.entry("actual_elapsed_percentage", "percentage"),
          Map.entry("business_elapsed_time", "business_duration"),
          Map.entry("business_elapsed_percentage", "business_percentage"),
          Map.entry("time_zone", "timezone"));

  /** The reader. */
  public ServiceNowCsvReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Times times = Times.declared(settings);
    Reading reading = new Reading(settings, sink, times);
    Charset charset =
        settings.charset() == null ? Charset.forName("windows-1252") : settings.encoding();
    CsvRows rows = CsvRows.open(bytes, charset, WHAT);
    Map<String, String> names = names(rows.columns());
    ServiceNowTable table = ServiceNowTable.of(reading);
    Names.requireColumn("a list export", table.identifyingField(), names.values());
    rows.read(sink, row -> sink.record(table.map(record(row, names, times))));
    reading.warnAtCap(rows.count(), LIMIT);
  }

  private static ServiceNowRecord record(CsvRow row, Map<String, String> names, Times times) {
    Map<String, ServiceNowValue> fields = new HashMap<>();
    names.forEach(
        (column, name) -> {
          String value = row.value(column);
          if (value != null) {
            fields.putIfAbsent(name, new ServiceNowValue(null, unescaped(value)));
          }
        });
    return new ServiceNowRecord(row.position(), fields, times, times, row.asJson());
  }

  /** ServiceNow puts an apostrophe before what a spreadsheet would take for a formula. */
  private static String unescaped(String value) {
    boolean escaped =
        value.length() > 1 && value.charAt(0) == '\'' && "+-=@".indexOf(value.charAt(1)) >= 0;
    return escaped ? value.substring(1) : value;
  }

  /** The table's field of each column; one that is named like a label is that label. */
  private static Map<String, String> names(Collection<String> columns) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      String name = column.toLowerCase(Locale.ROOT).replace(' ', '_');
      boolean label = !name.equals(column) || !columns.contains("state");
      names.put(column, label ? LABELS.getOrDefault(name, name) : name);
    }
    return names;
  }
}
