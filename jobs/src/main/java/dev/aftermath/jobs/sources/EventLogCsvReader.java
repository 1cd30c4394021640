package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads any event log in CSV, one row per change of an incident, by the column mapping that its
 * owner declares.
 *
 * <p>Each row becomes one record: the key column says of which incident, the clock column since
 * when, and the mapped columns what holds from then on.
 */
public final class EventLogCsvReader implements ExportReader {
  private static final String WHAT = "an event log in CSV";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** A reader for any mapping. */
  public EventLogCsvReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.declared(settings));
    String key = declared(settings, "key", settings.keyColumn());
    String clock = declared(settings, "clock", settings.clockColumn());
    Map<IncidentField, String> mapping = mapping(settings);
    CsvRows rows = CsvRows.open(bytes, settings.encoding(), WHAT);
    Columns columns = new Columns(key, clock, settings.sequenceColumn(), mapping);
    columns.requireIn(rows.columns());
    rows.read(sink, row -> sink.record(record(row, columns, reading)));
    reading.warnAtCap(rows.count());
  }

  private static RawRecord record(CsvRow row, Columns columns, Reading reading)
      throws BadRecordException {
    String key = reading.required(row, columns.key());
    Instant clock = reading.times().read(columns.clock(), reading.required(row, columns.clock()));
    RecordDraft draft = new RecordDraft(reading);
    for (Map.Entry<IncidentField, String> mapped : columns.mapping().entrySet()) {
      String written = row.value(mapped.getValue());
      if (mapped.getKey() == IncidentField.STATE) {
        putState(draft, reading, written);
      } else {
        draft.put(mapped.getKey(), mapped.getValue(), written);
      }
    }
    return draft.finish(
        row.position(), key, clock, sequence(row, columns.sequence(), reading), row.asJson());
  }

  private static void putState(RecordDraft draft, Reading reading, @Nullable String written) {
    String word = reading.present(written);
    if (word != null) {
      IncidentState state = reading.declaredState(word);
      draft.putState(state == null ? reading.unknownState(word) : state, word);
    }
  }

  private static long sequence(CsvRow row, @Nullable String column, Reading reading)
      throws BadRecordException {
    String text = column == null ? null : reading.present(row.value(column));
    if (column == null || text == null) {
      return 0;
    }
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw BadRecordException.wrongType(column, text, "a whole number");
    }
    return Long.parseLong(text);
  }

  private static Map<IncidentField, String> mapping(SourceSettings settings)
      throws RefusedExportException {
    Map<IncidentField, String> mapping = new EnumMap<>(IncidentField.class);
    for (Map.Entry<String, String> entry : settings.fields().entrySet()) {
      IncidentField field = FieldValues.named(entry.getKey());
      if (field == null) {
        throw undeclared(settings, "fields names the field \"" + entry.getKey() + "\", unknown");
      }
      mapping.put(field, entry.getValue());
    }
    return mapping;
  }

  private static String declared(SourceSettings settings, String setting, @Nullable String column)
      throws RefusedExportException {
    if (column == null) {
      throw undeclared(settings, "no " + setting + " column is declared");
    }
    return column;
  }

  private static RefusedExportException undeclared(SourceSettings settings, String cause) {
    return new RefusedExportException(
        Defect.ofRecord(
            0,
            "settings of source " + settings.source(),
            DefectKind.MISSING_COLUMN,
            cause,
            "Declare key, clock and fields for these files in conf/sources.",
            ""));
  }

  private record Columns(
      String key, String clock, @Nullable String sequence, Map<IncidentField, String> mapping) {

    void requireIn(Collection<String> columns) throws RefusedExportException {
      Names.requireColumn("key", key, columns);
      Names.requireColumn("clock", clock, columns);
      if (sequence != null) {
        Names.requireColumn("sequence", sequence, columns);
      }
      for (Map.Entry<IncidentField, String> mapped : mapping.entrySet()) {
        Names.requireColumn(
            "fields." + FieldValues.word(mapped.getKey()), mapped.getValue(), columns);
      }
    }
  }
}
