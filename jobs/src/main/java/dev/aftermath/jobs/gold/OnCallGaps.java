package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.Coverage;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per level of an escalation policy and stretch in which nobody is on call there, though
 * every hour of every week should be covered.
 *
 * <p>What is known of a policy begins with its first shift and ends with its last, whatever the
 * level, and no later than the evaluation: before and after nothing is called a gap. {@code
 * other_level_covered_seconds} is the part of a gap in which somebody is on call at another level:
 * there an incident waits until it escalates, in the rest nobody hears of it.
 */
public final class OnCallGaps {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "on_call_gaps",
          """
          system STRING NOT NULL,
          escalation_policy STRING NOT NULL,
          escalation_level BIGINT NOT NULL,
          start_at TIMESTAMP NOT NULL,
          end_at TIMESTAMP NOT NULL,
          gap_seconds BIGINT NOT NULL,
          other_level_covered_seconds BIGINT NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "system",
          "escalation_policy",
          "escalation_level",
          "start_at");

  private static final StructType NUMBERS = Schemas.withNumbersForTimes(TABLE.schema());
  private static final StructType POLICY =
      StructType.fromDDL("system STRING, escalation_policy STRING");
  private static final StructType SHIFT =
      StructType.fromDDL(
          "system STRING, escalation_policy STRING, escalation_level BIGINT, start BIGINT,"
              + " end BIGINT");

  private OnCallGaps() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param shifts {@link dev.aftermath.jobs.silver.OnCallShifts}
   */
  public static Dataset<Row> build(Dataset<Row> shifts, Evaluation evaluation) {
    Instant asOf = evaluation.asOf();
    return shifts
        .select(
            col("system"),
            col("escalation_policy"),
            col("escalation_level"),
            unix_micros(col("start_at")).as("start"),
            unix_micros(col("end_at")).as("end"))
        .groupBy(col("system"), col("escalation_policy"))
        .as(Encoders.row(POLICY), Encoders.row(SHIFT))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) (policy, rows) -> gaps(policy, rows, asOf),
            Encoders.row(NUMBERS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> gaps(Row policy, Iterator<Row> rows, Instant asOf) {
    NavigableMap<Long, List<Interval>> byLevel = new TreeMap<>();
    Instant first = null;
    Instant last = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      Instant start = instant(row, 3);
      Instant end = instant(row, 4);
      first = start != null && (first == null || start.isBefore(first)) ? start : first;
      last = end != null && (last == null || end.isAfter(last)) ? end : last;
      byLevel
          .computeIfAbsent(row.getLong(2), unseen -> new ArrayList<>())
          .add(new Interval(start == null ? Instant.MIN : start, end == null ? Instant.MAX : end));
    }
    List<Row> gaps = new ArrayList<>();
    if (first != null && last != null && first.isBefore(asOf)) {
      Interval known = new Interval(first, last.isBefore(asOf) ? last : asOf);
      byLevel.forEach(
          (level, shifts) -> {
            for (Interval gap : Coverage.gaps(known, shifts)) {
              gaps.add(row(policy, level, gap, others(byLevel, level), asOf));
            }
          });
    }
    return gaps.iterator();
  }

  private static List<Interval> others(NavigableMap<Long, List<Interval>> byLevel, long level) {
    return byLevel.entrySet().stream()
        .filter(entry -> entry.getKey() != level)
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private static Row row(
      Row policy, long level, Interval gap, List<Interval> others, Instant asOf) {
    long seconds = seconds(gap);
    long open = Coverage.gaps(gap, others).stream().mapToLong(OnCallGaps::seconds).sum();
    return RowFactory.create(
        policy.getString(0),
        policy.getString(1),
        level,
        Micros.of(gap.start()),
        Micros.of(gap.end()),
        seconds,
        seconds - open,
        Micros.of(asOf));
  }

  private static long seconds(Interval stretch) {
    return Duration.between(stretch.start(), stretch.end()).toSeconds();
  }

  private static @Nullable Instant instant(Row row, int place) {
    return row.isNullAt(place) ? null : Micros.instant(row.getLong(place));
  }
}
