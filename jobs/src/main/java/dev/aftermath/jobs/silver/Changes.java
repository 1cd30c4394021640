package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.StatedFields;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per change of one system: the last word of its records on each field.
 *
 * <p>Null means that no record states it. {@code approver} is the group that approved it, under the
 * name that the source shows.
 */
public final class Changes {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "changes",
          """
          system STRING NOT NULL,
          change_key STRING NOT NULL,
          number STRING,
          title STRING,
          service STRING,
          tenant STRING,
          team STRING,
          change_type STRING,
          category STRING,
          state STRING,
          state_as_written STRING,
          approval STRING,
          approver STRING,
          approved_at TIMESTAMP,
          deployment_strategy STRING,
          planned_start_at TIMESTAMP,
          planned_end_at TIMESTAMP,
          start_at TIMESTAMP,
          end_at TIMESTAMP,
          opened_at TIMESTAMP,
          closed_at TIMESTAMP
          """,
          "system",
          "change_key");

  private static final StructType FOLDED = Schemas.withNumbersForTimes(TABLE.schema());

  /** The columns behind the key bear the names of the fields. */
  private static final List<IncidentField> FIELDS =
      Arrays.stream(FOLDED.fieldNames())
          .skip(2)
          .map(name -> IncidentField.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
          .toList();

  private Changes() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    return RecordRows.grouped(records.where("kind = 'change'"))
        .mapGroups((MapGroupsFunction<Row, Row, Row>) Changes::change, Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Row change(Row key, Iterator<Row> rows) {
    StatedFields fields = StatedFields.of(RecordRows.records(rows));
    List<@Nullable Object> values = new ArrayList<>();
    values.add(key.getString(0));
    values.add(key.getString(1));
    for (IncidentField field : FIELDS) {
      values.add(
          field.name().endsWith("_AT")
              ? Micros.ofNullable(fields.instant(field))
              : fields.text(field));
    }
    return RowFactory.create(values.toArray());
  }
}
