package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.Share;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The segments and weeks of what was learnt from incidents. */
final class LearningWeeks {
  /** Twenty years: a date from a broken clock must not make rows for a thousand empty years. */
  private static final int MOST_WEEKS = 1_044;

  private static final String NONE = "(none)";

  private LearningWeeks() {}

  /** Each row once for all, once for its service and once for its tenant. */
  static Dataset<Row> bySegment(Dataset<Row> rows) {
    return rows.select(
        col("*"),
        inline(
            array(
                segment("all", lit("all")),
                segment("service", coalesce(col("service"), lit(NONE))),
                segment("tenant", coalesce(col("tenant"), lit(NONE))))));
  }

  private static Column segment(String type, Column name) {
    return struct(lit(type).as("segment_type"), name.as("segment"));
  }

  /** The weeks from an instant to the last that began before the evaluation, without a gap. */
  static List<ReportWeek> since(Instant first, Evaluation evaluation) {
    LocalDate last =
        ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone()).monday();
    LocalDate earliest = last.minusWeeks(MOST_WEEKS);
    LocalDate start = ReportWeek.holding(first, evaluation.zone()).monday();
    List<ReportWeek> weeks = new ArrayList<>();
    for (LocalDate monday = start.isBefore(earliest) ? earliest : start;
        !monday.isAfter(last);
        monday = monday.plusWeeks(1)) {
      weeks.add(new ReportWeek(monday, evaluation.zone()));
    }
    return weeks;
  }

  /** The share; null of nothing. */
  static @Nullable Double ratio(Share share) {
    return share.n() == 0 ? null : Double.valueOf((double) share.having() / share.n());
  }

  /** The lower end of its 95 % interval; null of nothing. */
  static @Nullable Double lower(Share share) {
    return share.n() == 0 ? null : Double.valueOf(share.interval().lower());
  }

  /** The upper end of its 95 % interval; null of nothing. */
  static @Nullable Double upper(Share share) {
    return share.n() == 0 ? null : Double.valueOf(share.interval().upper());
  }
}
