package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per SLO, measure, group, part of its series and UTC day: how far the raw samples can be
 * trusted.
 *
 * <p>{@code part} is {@code total}, {@code good} or {@code bad}, or {@code samples} where each
 * sample is an event. Of log lines {@code sample_count} are those that were kept, of incidents and
 * notices those that made time of the day bad; {@code series_count} is null then. {@code
 * unusable_sample_count} are stale markers, NaN, infinities and ratios outside 0 to 1; {@code
 * conflict_count} instants for which exports disagree; {@code duplicate_count} samples that repeat
 * another export's at the same value and count once; {@code late_sample_count} instants that an
 * earlier export passed over, though it has the series before and after them on that day ({@link
 * dev.aftermath.jobs.domain.series.LateSamples}); {@code gap_count} neighbouring usable samples of
 * a series between which at least one whole slice passed; {@code longest_step_seconds} the longest
 * time between two neighbours, the last of an earlier day included; {@code first_value_lost_count}
 * counters first seen above 0, whose value until then is not counted. {@code lower_bucket} and
 * {@code upper_bucket} are the buckets around the one that is asked for, where an indicator asks
 * for one. {@code finding} says in words what keeps slices unknown or makes them doubtful.
 */
public final class SloAudit {
  /** The columns of a part, as {@link SloSliceDays} holds them. */
  static final String PART_COLUMNS =
      """
      part: STRING,
      series_count: BIGINT,
      sample_count: BIGINT,
      unusable_sample_count: BIGINT,
      conflict_count: BIGINT,
      duplicate_count: BIGINT,
      late_sample_count: BIGINT,
      reset_count: BIGINT,
      gap_count: BIGINT,
      longest_step_seconds: DOUBLE,
      first_value_lost_count: BIGINT,
      good_above_total_slice_count: BIGINT,
      lower_bucket: DOUBLE,
      upper_bucket: DOUBLE,
      finding: STRING
      """;

  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "slo_audit",
              """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          measure STRING NOT NULL,
          group_key STRING NOT NULL,
          month STRING NOT NULL,
          day DATE NOT NULL,
          part STRING NOT NULL,
          series_count BIGINT,
          sample_count BIGINT NOT NULL,
          unusable_sample_count BIGINT NOT NULL,
          conflict_count BIGINT NOT NULL,
          duplicate_count BIGINT NOT NULL,
          late_sample_count BIGINT NOT NULL,
          reset_count BIGINT NOT NULL,
          gap_count BIGINT NOT NULL,
          longest_step_seconds DOUBLE,
          first_value_lost_count BIGINT NOT NULL,
          good_above_total_slice_count BIGINT NOT NULL,
          lower_bucket DOUBLE,
          upper_bucket DOUBLE,
          finding STRING
          """,
              "slo",
              "measure",
              "group_key",
              "day",
              "part")
          .byMonth();

  private SloAudit() {}

  /** Lays out what was noted when rows of {@link SloSliceDays} were counted. */
  public static Dataset<Row> build(Dataset<Row> sloSliceDays) {
    return sloSliceDays
        .select(
            col("slo"),
            col("service"),
            col("measure"),
            col("group_key"),
            col("month"),
            col("day"),
            inline(col("audit")))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
