package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per KPI version, period, segment type and segment.
 *
 * <p>{@code period_type} is {@code week} ({@code period} is an ISO week such as {@code 2026-W46})
 * or {@code all}: everything before the evaluation. Weeks run without a gap from a segment's first
 * to the last that began before the evaluation; {@code is_complete} tells whether the week had
 * ended by then. Segment types are {@code all}, {@code service}, {@code tenant}, {@code priority}
 * and {@code system}; incidents that name none are under {@code (none)}.
 *
 * <ul>
 *   <li>A week is told by the version of the definition that was in force when it began, {@code
 *       all} by the one in force at the evaluation.
 *   <li>{@code n}: the incidents behind the figure (of a ratio, its denominator).
 *   <li>{@code value}: of a duration or number what {@code headline} names, of a count and a stock
 *       {@code n}, of a ratio {@code numerator_count / n}. Null, not 0, where there is nothing to
 *       compute it of. A geometric mean counts durations of 0 s as 1 s.
 *   <li>{@code excluded_count}: incidents of the period that the definition leaves out; {@code
 *       excluded} tells how many for which reason.
 *   <li>{@code target_bound} is {@code at_most} or {@code at_least}.
 *   <li>{@code dialect}: the product whose definition of {@code concept} the KPI is; null for our
 *       own. {@code aftermath kpi rosetta} sets them side by side.
 *   <li>Quantiles are exact, type 7 (linear interpolation); sums are integers and divided once.
 * </ul>
 */
public final class KpiValues {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "kpi_values",
          """
          kpi_id STRING NOT NULL,
          kpi_version BIGINT NOT NULL,
          period_type STRING NOT NULL,
          period STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          period_start_at TIMESTAMP,
          period_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          unit STRING NOT NULL,
          n BIGINT NOT NULL,
          numerator_count BIGINT,
          mean_seconds DOUBLE,
          median_seconds DOUBLE,
          p90_seconds DOUBLE,
          value DOUBLE,
          excluded_count BIGINT NOT NULL,
          as_of TIMESTAMP NOT NULL,
          excluded MAP<STRING, BIGINT> NOT NULL,
          headline STRING,
          direction STRING NOT NULL,
          target_value DOUBLE,
          target_bound STRING,
          is_target_met BOOLEAN,
          concept STRING,
          dialect STRING
          """,
          "kpi_id",
          "kpi_version",
          "period_type",
          "period",
          "segment_type",
          "segment");

  private static final StructType SEGMENT =
      StructType.fromDDL("segment_type STRING, segment STRING");

  private KpiValues() {}

  /**
   * Builds the table, one shuffle of tallies.
   *
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> facts, List<KpiDefinition> definitions, Evaluation evaluation) {
    KpiMeasuring measuring = new KpiMeasuring(definitions, evaluation);
    KpiSegment fill = new KpiSegment(definitions, evaluation);
    return KpiFacts.select(facts, measuring.columns())
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) measuring::tallies,
            Encoders.row(KpiMeasuring.SCHEMA))
        .groupBy(col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(KpiMeasuring.SCHEMA))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) fill::rows, Encoders.row(KpiSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }
}
