package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
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
   * Builds the table, two shuffles of which the second is small.
   *
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> facts, List<KpiDefinition> definitions, Evaluation evaluation) {
    Dataset<Row> sums =
        placed(measured(facts, definitions), evaluation)
            .groupBy(col("segment_type"), col("segment"), col("cohort"), col("monday"))
            .agg(
                count(lit(1)).as("cohort_count"),
                array(
                        IntStream.range(0, definitions.size())
                            .mapToObj(place -> sums(place, definitions.get(place)))
                            .toArray(Column[]::new))
                    .as("sums"));
    KpiSegment fill = new KpiSegment(definitions, evaluation);
    return sums.groupBy(col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(sums.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) fill::rows, Encoders.row(KpiSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /**
   * What each definition takes from each incident, or its reason to leave it out: two numbers for
   * every definition beside the columns that place the incident, of which one is null.
   */
  private static Dataset<Row> measured(Dataset<Row> facts, List<KpiDefinition> definitions) {
    KpiMeasuring measuring = new KpiMeasuring(definitions);
    return KpiFacts.select(facts, measuring.columns())
        .map((MapFunction<Row, Row>) measuring::measured, Encoders.row(measuring.schema()));
  }

  /** One row per incident, segment it belongs to, cohort, and period (null Monday: all). */
  private static Dataset<Row> placed(Dataset<Row> measured, Evaluation evaluation) {
    List<Column> cohorts = new ArrayList<>();
    for (Cohort cohort : Cohort.values()) {
      String name = KpiDefinition.word(cohort);
      Column at = timestamp_micros(col(cohort.column()));
      Column inTime = at.lt(lit(evaluation.asOf()));
      Column monday = unix_date(WeekColumns.mondayOf(at, evaluation.zone()));
      cohorts.add(when(inTime, struct(lit(name).as("cohort"), monday.as("monday"))));
      cohorts.add(when(inTime, struct(lit(name).as("cohort"), lit(null).cast("int").as("monday"))));
    }
    List<Column> segments = new ArrayList<>();
    segments.add(struct(lit("all").as("segment_type"), lit("all").as("segment")));
    for (String name : KpiMeasuring.SEGMENTS) {
      segments.add(
          struct(lit(name).as("segment_type"), coalesce(col(name), lit("(none)")).as("segment")));
    }
    return measured
        .withColumn("placed", explode(array(cohorts.toArray(Column[]::new))))
        .where(col("placed").isNotNull())
        .select(col("*"), inline(array(segments.toArray(Column[]::new))))
        .withColumn("cohort", col("placed.cohort"))
        .withColumn("monday", col("placed.monday"));
  }

  private static Column sums(int place, KpiDefinition definition) {
    Column cohort = col("cohort");
    Column wanted =
        definition.statistic() == Statistic.STOCK
            ? cohort.isin("opened", "settled")
            : cohort.equalTo(KpiDefinition.word(definition.cohort()));
    Column measure = when(wanted, col(KpiMeasuring.MEASURE + place));
    Column quantiles =
        definition.statistic().isMeasured()
            ? percentile(measure, array(lit(0.5), lit(0.9)))
            : lit(null).cast("array<double>");
    Column logarithms =
        definition.headline() == Headline.GEOMETRIC_MEAN
            ? sum(when(wanted, col(KpiMeasuring.LOGARITHM + place)))
            : lit(null).cast("bigint");
    Column reason = when(wanted, col(KpiMeasuring.REASON + place));
    Column excluded =
        array(
            IntStream.range(0, definition.reasons().size())
                .mapToObj(each -> count_if(reason.equalTo(each)))
                .toArray(Column[]::new));
    return struct(
        count(measure).as("n"),
        sum(measure).as("total"),
        quantiles.as("quantiles"),
        logarithms.as("logarithms"),
        excluded.cast("array<bigint>").as("excluded"));
  }
}
