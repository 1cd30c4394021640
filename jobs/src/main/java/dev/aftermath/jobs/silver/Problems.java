package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.cause.ProblemOutcome;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import dev.aftermath.jobs.domain.incident.StatedFields;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.Collections;
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
 * One row per problem record of one system, as its latest version states it.
 *
 * <p>{@code internal_id} is what incidents may name it by instead of its number. {@code outcome} is
 * {@code open}, {@code fixed} or {@code not_fixed}: closed because the risk was accepted, as a
 * duplicate or cancelled, as {@code resolution} says in the source's own word. {@code fixed_at} is
 * when it was resolved or else closed; null unless it is {@code fixed}, and where nobody says when.
 */
public final class Problems {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "problems",
          """
          system STRING NOT NULL,
          problem_key STRING NOT NULL,
          internal_id STRING,
          title STRING,
          service STRING,
          state STRING,
          state_as_written STRING,
          resolution STRING,
          opened_at TIMESTAMP,
          outcome STRING NOT NULL,
          fixed_at TIMESTAMP
          """,
          "system",
          "problem_key");

  private static final StructType FOLDED = Schemas.withNumbersForTimes(TABLE.schema());

  private Problems() {}

  /**
   * Builds the table, one shuffle of as many rows as there are problem records.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    return RecordRows.grouped(records.where("kind = 'problem'"))
        .mapGroups((MapGroupsFunction<Row, Row, Row>) Problems::problem, Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Row problem(Row key, Iterator<Row> rows) {
    // The last record as a whole: one that is worked on again has lost its end.
    StatedFields fields = StatedFields.of(List.of(Collections.max(RecordRows.records(rows))));
    String state = fields.text(IncidentField.STATE);
    String resolution = fields.text(IncidentField.CLOSE_CODE);
    ProblemOutcome outcome =
        ProblemOutcome.of(state == null ? null : IncidentState.valueOf(state), resolution);
    return RowFactory.create(
        RecordRows.system(key),
        RecordRows.recordKey(key),
        fields.text(IncidentField.INTERNAL_ID),
        fields.text(IncidentField.TITLE),
        fields.text(IncidentField.SERVICE),
        state,
        fields.text(IncidentField.STATE_AS_WRITTEN),
        resolution,
        Micros.ofNullable(fields.instant(IncidentField.OPENED_AT)),
        outcome.word(),
        outcome == ProblemOutcome.FIXED ? Micros.ofNullable(closedAt(fields)) : null);
  }

  private static @Nullable Instant closedAt(StatedFields fields) {
    Instant resolvedAt = fields.instant(IncidentField.RESOLVED_AT);
    return resolvedAt == null ? fields.instant(IncidentField.CLOSED_AT) : resolvedAt;
  }
}
