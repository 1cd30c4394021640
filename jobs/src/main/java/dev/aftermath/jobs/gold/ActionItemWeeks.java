package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.postmortem.ActionItem;
import dev.aftermath.jobs.domain.postmortem.ActionItemFigures;
import dev.aftermath.jobs.domain.postmortem.ActionItemFigures.Known;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per week, segment type and segment: the action items that were due in the week, and those
 * that were open at its end.
 *
 * <p>Segment types are {@code all}, {@code service} and {@code tenant}; there is none by team or
 * owner, since both may be one person. Weeks run without a gap from a segment's first action item
 * to the last that began before the evaluation. A week that is not over is told as of the
 * evaluation.
 *
 * <ul>
 *   <li>{@code due_count} is each one of {@code closed_in_time_count}, {@code closed_late_count},
 *       {@code closed_undated_count} (nobody says when) and {@code not_closed_count}; cancelled
 *       ones are not due.
 *   <li>{@code closed_in_time_ratio} is closed in time of {@code decided_count}, which leaves the
 *       undated ones out, with its 95 % interval (Wilson).
 *   <li>{@code open_count} and {@code overdue_count} are those at the end of the week, the
 *       quantiles (type 7) tell how long they were overdue by then.
 * </ul>
 */
public final class ActionItemWeeks {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "action_item_weeks",
          """
          week STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          week_start_at TIMESTAMP NOT NULL,
          week_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          written_count BIGINT NOT NULL,
          due_count BIGINT NOT NULL,
          closed_in_time_count BIGINT NOT NULL,
          closed_late_count BIGINT NOT NULL,
          closed_undated_count BIGINT NOT NULL,
          not_closed_count BIGINT NOT NULL,
          decided_count BIGINT NOT NULL,
          closed_in_time_ratio DOUBLE,
          closed_in_time_lower DOUBLE,
          closed_in_time_upper DOUBLE,
          open_count BIGINT NOT NULL,
          overdue_count BIGINT NOT NULL,
          median_overdue_seconds DOUBLE,
          p90_overdue_seconds DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "week",
          "segment_type",
          "segment");

  private static final StructType SEGMENT =
      StructType.fromDDL("segment_type STRING, segment STRING");
  private static final StructType ITEM =
      StructType.fromDDL(
          """
          segment_type STRING, segment STRING, state STRING, written_at BIGINT, due_at BIGINT,
          closed_at BIGINT
          """);

  private ActionItemWeeks() {}

  /**
   * Builds the table, one shuffle of as many rows as there are action items.
   *
   * @param status {@link ActionItemStatus} of the same evaluation
   */
  public static Dataset<Row> build(Dataset<Row> status, Evaluation evaluation) {
    return status
        .withColumn("written_at", unix_micros(col("written_at")))
        .withColumn("due_at", unix_micros(col("due_at")))
        .withColumn("closed_at", unix_micros(col("closed_at")))
        .transform(LearningWeeks::bySegment)
        .transform(rows -> Schemas.fit(rows, ITEM))
        .groupBy(col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(ITEM))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>)
                (segment, rows) -> weeks(segment, rows, evaluation),
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> weeks(Row segment, Iterator<Row> rows, Evaluation evaluation) {
    List<Known> items = new ArrayList<>();
    rows.forEachRemaining(row -> items.add(known(row)));
    Optional<Instant> first =
        items.stream()
            .flatMap(item -> Stream.of(item.writtenAt(), item.dueAt()))
            .filter(Objects::nonNull)
            .min(Instant::compareTo);
    if (first.isEmpty()) {
      return Collections.emptyIterator();
    }
    return LearningWeeks.since(first.get(), evaluation).stream()
        .map(week -> row(segment, week, items, evaluation))
        .iterator();
  }

  private static Known known(Row row) {
    return new Known(
        ActionItem.State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
        instant(row, 3),
        instant(row, 4),
        instant(row, 5));
  }

  private static @Nullable Instant instant(Row row, int column) {
    return row.isNullAt(column) ? null : Micros.instant(row.getLong(column));
  }

  private static Row row(Row segment, ReportWeek week, List<Known> items, Evaluation evaluation) {
    boolean isComplete = !week.end().isAfter(evaluation.asOf());
    ActionItemFigures figures =
        ActionItemFigures.of(items, week.start(), isComplete ? week.end() : evaluation.asOf());
    Share inTime = new Share(figures.closedInTimeCount(), figures.decidedCount());
    return RowFactory.create(
        week.label(),
        segment.getString(0),
        segment.getString(1),
        Micros.of(week.start()),
        Micros.of(week.end()),
        isComplete,
        figures.writtenCount(),
        figures.dueCount(),
        figures.closedInTimeCount(),
        figures.closedLateCount(),
        figures.closedUndatedCount(),
        figures.notClosedCount(),
        figures.decidedCount(),
        LearningWeeks.ratio(inTime),
        LearningWeeks.lower(inTime),
        LearningWeeks.upper(inTime),
        figures.openCount(),
        (long) figures.overdueSeconds().size(),
        figures.overdue(0.5),
        figures.overdue(0.9),
        Micros.of(evaluation.asOf()));
  }
}
