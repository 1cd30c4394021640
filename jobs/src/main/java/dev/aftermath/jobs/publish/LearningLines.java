package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ActionItemWeeks;
import dev.aftermath.jobs.gold.PostmortemCoverage;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Learning;
import dev.aftermath.reports.model.LearningLine;
import dev.aftermath.reports.model.LearningLine.Measure;
import dev.aftermath.reports.model.LearningLine.Span;
import dev.aftermath.reports.model.OwedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** What a week's report says of postmortems and their action items. */
final class LearningLines {
  /** The gold tables looked at. */
  static final List<TableSpec> TABLES =
      List.of(
          PostmortemCoverage.TABLE,
          PostmortemDuties.TABLE,
          ActionItemWeeks.TABLE,
          ActionItemStatus.TABLE);

  private static final int WEEKS = 12;

  private final Lake lake;
  private final ReportWeek week;

  LearningLines(Lake lake, ReportWeek week) {
    this.lake = lake;
    this.week = week;
  }

  /** All of it. */
  Learning all() {
    Object[] labels = week.lastWeeks(WEEKS).stream().map(ReportWeek::label).toArray();
    Column together = col("segment_type").equalTo("all").and(col("week").isin(labels));
    List<Cells> coverage = rows(PostmortemCoverage.TABLE, together);
    List<Cells> actions = rows(ActionItemWeeks.TABLE, together);
    List<LearningLine> lines = new ArrayList<>();
    if (!coverage.isEmpty()) {
      lines.addAll(
          lines(
              Measure.POSTMORTEM_WRITTEN,
              coverage,
              "written_count",
              "decided_count",
              "pending_count"));
      lines.addAll(
          lines(
              Measure.POSTMORTEM_IN_TIME,
              coverage,
              "in_time_count",
              "timed_count",
              "pending_count",
              "undated_count"));
    }
    if (!actions.isEmpty()) {
      lines.addAll(
          lines(
              Measure.ACTION_ITEM_CLOSED_IN_TIME,
              actions,
              "closed_in_time_count",
              "decided_count",
              "closed_undated_count"));
    }
    Optional<Cells> now = actions.stream().filter(this::isOfWeek).findFirst();
    return new Learning(
        lines,
        now.map(cells -> cells.number("open_count")).orElse(0L),
        now.map(cells -> cells.number("overdue_count")).orElse(0L),
        now.map(cells -> cells.optionalDouble("median_overdue_seconds")).orElse(null),
        now.map(cells -> cells.optionalDouble("p90_overdue_seconds")).orElse(null),
        owed());
  }

  private List<LearningLine> lines(
      Measure measure, List<Cells> weeks, String done, String decided, String... undecided) {
    return List.of(
        line(
            measure,
            Span.WEEK,
            weeks.stream().filter(this::isOfWeek).toList(),
            done,
            decided,
            undecided),
        line(measure, Span.TWELVE_WEEKS, weeks, done, decided, undecided));
  }

  private static LearningLine line(
      Measure measure,
      Span span,
      List<Cells> weeks,
      String done,
      String decided,
      String... undecided) {
    Share share = new Share(sum(weeks, done), sum(weeks, decided));
    Bounds bounds = share.n() == 0 ? null : share.interval();
    return new LearningLine(
        measure,
        span,
        share.having(),
        share.n(),
        Stream.of(undecided).mapToLong(column -> sum(weeks, column)).sum(),
        share.n() == 0 ? null : Double.valueOf((double) share.having() / share.n()),
        bounds == null ? null : new Interval(bounds.lower(), bounds.upper()));
  }

  private static long sum(List<Cells> weeks, String column) {
    return weeks.stream().mapToLong(cells -> cells.number(column)).sum();
  }

  private boolean isOfWeek(Cells cells) {
    return cells.text("week").equals(week.label());
  }

  private List<OwedLine> owed() {
    Column isDue = col("due_at").leq(lit(week.end()));
    Stream<OwedLine> postmortems =
        rows(PostmortemDuties.TABLE, isDue.and(col("state").equalTo("missing"))).stream()
            .map(this::postmortem);
    Stream<OwedLine> actions =
        rows(ActionItemStatus.TABLE, isDue.and(col("is_overdue"))).stream().map(this::actionItem);
    return Stream.concat(postmortems, actions)
        .sorted(
            Comparator.comparing(OwedLine::kind)
                .thenComparing(OwedLine::dueAt)
                .thenComparing(OwedLine::number))
        .toList();
  }

  private OwedLine postmortem(Cells cells) {
    String number = cells.optionalText("number");
    return owed(
        OwedLine.Kind.POSTMORTEM,
        number == null ? cells.text("incident_id") : number,
        cells,
        "title",
        null);
  }

  private OwedLine actionItem(Cells cells) {
    String tracker = cells.optionalText("tracker");
    return owed(
        OwedLine.Kind.ACTION_ITEM,
        tracker == null ? cells.text("postmortem_key") + "#" + cells.number("position") : tracker,
        cells,
        "text",
        cells.text("place"));
  }

  private OwedLine owed(
      OwedLine.Kind kind, String number, Cells cells, String title, @Nullable String place) {
    Instant dueAt = cells.instant("due_at");
    return new OwedLine(
        kind,
        number,
        cells.optionalText(title),
        cells.optionalText("service"),
        dueAt,
        Duration.between(dueAt, week.end()).toSeconds(),
        place);
  }

  private List<Cells> rows(TableSpec table, Column where) {
    return lake.read(table).where(where).collectAsList().stream().map(Cells::new).toList();
  }
}
