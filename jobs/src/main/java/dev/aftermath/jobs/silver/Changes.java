package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.StatedFields;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * the group that approved it, under the name that the source shows. A person's pseudonym holds for
 * one change only: it tells whether two persons of the change are one, and nothing else.
 */
public final class Changes {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "changes",
          """
          system STRING NOT NULL,
          change_key STRING NOT NULL,
          internal_id STRING,
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
          approver_pseudonym STRING,
          implementer_pseudonym STRING,
          approved_at TIMESTAMP,
          deployment_strategy STRING,
          governance_policy STRING,
          committed_at TIMESTAMP,
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

  private static final Map<String, IncidentField> PERSONS =
      Map.of(
          "approver_pseudonym", IncidentField.APPROVED_BY,
          "implementer_pseudonym", IncidentField.IMPLEMENTER);

  /** The columns behind the key bear the names of the fields, but for those of persons. */
  private static final List<String> COLUMNS = Arrays.stream(FOLDED.fieldNames()).skip(2).toList();

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
    values.add(RecordRows.system(key));
    values.add(RecordRows.recordKey(key));
    for (String column : COLUMNS) {
      IncidentField person = PERSONS.get(column);
      values.add(
          person == null
              ? stated(IncidentField.valueOf(column.toUpperCase(Locale.ROOT)), fields, service)
              : pseudonym(key, fields.text(person)));
    }
    return RowFactory.create(values.toArray());
  }

  private static @Nullable Object stated(
      IncidentField field, StatedFields fields, @Nullable String service) {
    if (field.name().endsWith("_AT")) {
      return Micros.ofNullable(fields.instant(field));
    }
    return field == IncidentField.SERVICE ? service : fields.text(field);
  }

  /** Salted with the change, so that nobody can be followed from one change to the next. */
  private static @Nullable String pseudonym(Row change, @Nullable String person) {
    return person == null
        ? null
        : Sha256.hex(change.getString(0) + "\n" + change.getString(1) + "\n" + person)
            .substring(0, 16);
  }
}
