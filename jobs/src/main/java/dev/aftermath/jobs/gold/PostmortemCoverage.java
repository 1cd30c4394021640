package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.postmortem.CoverageCount;
import dev.aftermath.jobs.domain.postmortem.PostmortemDuty.State;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
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

/**
 * One row per week, segment type and segment: of the incidents resolved in the week that ask for a
 * postmortem, how many have one, and had it in time.
 *
 * <p>Segment types are {@code all}, {@code service} and {@code tenant}. Weeks run without a gap
 * from a segment's first to the last that began before the evaluation.
 *
 * <ul>
 *   <li>{@code required_count} is each one of {@code pending_count} (its time is not up), {@code
 *       in_time_count}, {@code late_count}, {@code undated_count} (there is one that does not say
 *       when it was finished) and {@code missing_count}.
 *   <li>{@code coverage_ratio}: {@code written_count} (in time, late or undated) of {@code
 *       decided_count} (these and the missing ones).
 *   <li>{@code in_time_ratio}: in time of {@code timed_count} (in time, late and missing).
 *   <li>{@code _lower} and {@code _upper} are 95 % intervals (Wilson). Null, not 0, where there is
 *       nothing to divide by.
 * </ul>
 */
public final class PostmortemCoverage {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "postmortem_coverage",
          """
          week STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          week_start_at TIMESTAMP NOT NULL,
          week_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          required_count BIGINT NOT NULL,
          pending_count BIGINT NOT NULL,
          in_time_count BIGINT NOT NULL,
          late_count BIGINT NOT NULL,
          undated_count BIGINT NOT NULL,
          missing_count BIGINT NOT NULL,
          written_count BIGINT NOT NULL,
          decided_count BIGINT NOT NULL,
          coverage_ratio DOUBLE,
          coverage_lower DOUBLE,
          coverage_upper DOUBLE,
          timed_count BIGINT NOT NULL,
          in_time_ratio DOUBLE,
          in_time_lower DOUBLE,
          in_time_upper DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "week",
          "segment_type",
          "segment");

  private static final StructType SEGMENT =
      StructType.fromDDL("segment_type STRING, segment STRING");
  private static final StructType DUTY =
      StructType.fromDDL("segment_type STRING, segment STRING, resolved_at BIGINT, state STRING");

  private PostmortemCoverage() {}

  /**
   * Builds the table, one shuffle of as many rows as there are such incidents.
   *
   * @param duties {@link PostmortemDuties} of the same evaluation
   */
  public static Dataset<Row> build(Dataset<Row> duties, Evaluation evaluation) {
    return duties
        .where("resolved_at IS NOT NULL")
        .withColumn("resolved_at", unix_micros(col("resolved_at")))
        .transform(LearningWeeks::bySegment)
        .transform(rows -> Schemas.fit(rows, DUTY))
        .groupBy(col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(DUTY))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>)
                (segment, rows) -> weeks(segment, rows, evaluation),
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> weeks(Row segment, Iterator<Row> duties, Evaluation evaluation) {
    Map<ReportWeek, CoverageCount> counts = new HashMap<>();
    long first = Long.MAX_VALUE;
    while (duties.hasNext()) {
      Row duty = duties.next();
      first = Math.min(first, duty.getLong(2));
      counts
          .computeIfAbsent(
              ReportWeek.holding(Micros.instant(duty.getLong(2)), evaluation.zone()),
              week -> new CoverageCount())
          .add(State.valueOf(duty.getString(3).toUpperCase(Locale.ROOT)));
    }
    List<Row> rows = new ArrayList<>();
    for (ReportWeek week : LearningWeeks.since(Micros.instant(first), evaluation)) {
      rows.add(row(segment, week, counts.getOrDefault(week, new CoverageCount()), evaluation));
    }
    return rows.iterator();
  }

  private static Row row(Row segment, ReportWeek week, CoverageCount count, Evaluation evaluation) {
    Share covered = new Share(count.written(), count.decided());
    Share inTime = new Share(count.in(State.IN_TIME), count.timed());
    return RowFactory.create(
        week.label(),
        segment.getString(0),
        segment.getString(1),
        Micros.of(week.start()),
        Micros.of(week.end()),
        !week.end().isAfter(evaluation.asOf()),
        count.required(),
        count.in(State.PENDING),
        count.in(State.IN_TIME),
        count.in(State.LATE),
        count.in(State.UNDATED),
        count.in(State.MISSING),
        count.written(),
        count.decided(),
        LearningWeeks.ratio(covered),
        LearningWeeks.lower(covered),
        LearningWeeks.upper(covered),
        count.timed(),
        LearningWeeks.ratio(inTime),
        LearningWeeks.lower(inTime),
        LearningWeeks.upper(inTime),
        Micros.of(evaluation.asOf()));
  }
}
