package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentEvent;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Bronze rows as the domain's records, grouped by what they are about. */
final class RecordRows {
  private static final StructType RECORD =
      StructType.fromDDL(
          """
          system STRING, record_key STRING, export_id STRING, version_at TIMESTAMP,
          sequence BIGINT, position BIGINT, record_digest STRING, fields MAP<STRING, STRING>,
          events ARRAY<STRUCT<at: TIMESTAMP, kind: STRING, actor_kind: STRING, actor: STRING,
            detail: STRING>>
          """);

  /** What tells most comes first: Spark sorts by the first eight bytes as far as these differ. */
  private static final StructType KEY = StructType.fromDDL("record_key STRING, system STRING");

  private static final Map<String, IncidentField> FIELDS =
      Arrays.stream(IncidentField.values())
          .collect(Collectors.toUnmodifiableMap(RecordRows::column, field -> field));

  private RecordRows() {}

  /** The records of one thing of one system together; the key is of both names. */
  static KeyValueGroupedDataset<Row, Row> grouped(Dataset<Row> records) {
    return records
        .select(
            col("system"),
            col("record_key"),
            col("export_id"),
            col("version_at"),
            col("sequence"),
            col("position"),
            col("record_digest"),
            col("fields"),
            col("events"))
        .groupBy(col("record_key"), col("system"))
        .as(Encoders.row(KEY), Encoders.row(RECORD));
  }

  /** The system that a group is of. */
  static String system(Row key) {
    return key.getString(1);
  }

  /** What the system calls what a group is about. */
  static String recordKey(Row key) {
    return key.getString(0);
  }

  /** The records of one group, in no particular order. */
  static List<IncidentRecord> records(Iterator<Row> rows) {
    List<IncidentRecord> records = new ArrayList<>();
    rows.forEachRemaining(row -> records.add(record(row)));
    return records;
  }

  private static IncidentRecord record(Row row) {
    Map<IncidentField, String> fields = new EnumMap<>(IncidentField.class);
    Map<String, String> stated = row.getJavaMap(7);
    stated.forEach(
        (name, value) -> {
          IncidentField field = FIELDS.get(name);
          if (field != null && value != null) {
            fields.put(field, value);
          }
        });
    List<IncidentEvent> events = new ArrayList<>();
    List<Row> told = row.getList(8);
    for (Row event : told) {
      if (!event.isNullAt(0)) {
        events.add(event(event));
      }
    }
    return new IncidentRecord(
        row.getString(2),
        row.getInstant(3),
        row.getLong(4),
        row.getLong(5),
        row.getString(6),
        fields,
        events);
  }

  private static IncidentEvent event(Row event) {
    return new IncidentEvent(
        event.getInstant(0),
        EventKind.valueOf(event.getString(1)),
        event.isNullAt(2) ? ActorKind.UNKNOWN : ActorKind.valueOf(event.getString(2)),
        event.getString(3),
        event.getString(4));
  }

  /** The column that holds a field. */
  static String column(IncidentField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
