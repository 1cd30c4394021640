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
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per change of one system and service that it concerns: the last word of its records on
 * each field.
 *
 * <p>Null means that no record states it. A maintenance window of a paging system is a change of
 * type {@code window}, whose approval is {@code declared}: nobody approved it. {@code approver} is
 * the group that approved it, under the name that the source shows.
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
          "change_key",
          "service");

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
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) Changes::changes, Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> changes(Row key, Iterator<Row> rows) {
    StatedFields fields = StatedFields.of(RecordRows.records(rows));
    String several = fields.text(IncidentField.COMPONENTS);
    List<Row> changes = new ArrayList<>();
    if (several == null) {
      changes.add(change(key, fields, fields.text(IncidentField.SERVICE)));
    } else {
      several.lines().forEach(service -> changes.add(change(key, fields, service)));
    }
    return changes.iterator();
  }

  private static Row change(Row key, StatedFields fields, @Nullable String service) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(key.getString(0));
    values.add(key.getString(1));
    for (IncidentField field : FIELDS) {
      values.add(
          field.name().endsWith("_AT")
              ? Micros.ofNullable(fields.instant(field))
              : field == IncidentField.SERVICE ? service : fields.text(field));
    }
    return RowFactory.create(values.toArray());
  }
}
