package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.BrokenPromiseLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of the table about broken promises: one per cause, so that none crowds out another. */
final class BrokenPromiseRows {
  private static final int MOST_CAUSES = 8;

  private BrokenPromiseRows() {}

  static List<Map<String, ?>> of(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return byCause(report).stream()
        .limit(MOST_CAUSES)
        .<Map<String, ?>>map(lines -> row(lines, zone))
        .toList();
  }

  static String note(WeeklyReport report) {
    int count = report.brokenPromises().size();
    if (count == 0) {
      return "No cause struck again while an action item about it was overdue, or after one was"
          + " done.";
    }
    int causes = byCause(report).size();
    return "Action items that did not keep a cause from striking again: overdue when it did, or"
        + " done before. The latest first, one of each cause"
        + (count > Math.min(causes, MOST_CAUSES)
            ? "; the workbook lists %s.".formatted(Figures.count(count))
            : ".");
  }

  /** Those of each cause together, in their order. */
  private static List<List<BrokenPromiseLine>> byCause(WeeklyReport report) {
    Map<String, List<BrokenPromiseLine>> lines = new LinkedHashMap<>();
    report
        .brokenPromises()
        .forEach(line -> lines.computeIfAbsent(line.causeId(), id -> new ArrayList<>()).add(line));
    return List.copyOf(lines.values());
  }

  private static Map<String, ?> row(List<BrokenPromiseLine> ofCause, ZoneId zone) {
    BrokenPromiseLine line = ofCause.get(0);
    int further = ofCause.size() - 1;
    return Map.of(
        "cause",
        Figures.text(line.cause()),
        "id",
        line.causeId() + (line.service() == null ? "" : " · " + Figures.text(line.service())),
        "promise",
        Figures.text(line.promise()),
        "number",
        Figures.text(line.number())
            + (further == 0 ? "" : " · and %d more of this cause".formatted(further)),
        "standing",
        standing(line, zone),
        "due",
        line.dueAt() == null ? Figures.NONE : day(line.dueAt(), zone),
        "back",
        Figures.date(isDone(line) ? line.firstRecurredAt() : line.lastRecurredAt(), zone),
        "times",
        times(line, zone));
  }

  private static boolean isDone(BrokenPromiseLine line) {
    return line.kind() == BrokenPromiseLine.Kind.DONE;
  }

  private static String times(BrokenPromiseLine line, ZoneId zone) {
    String times =
        line.recurrenceCount() == 1 ? "once" : Figures.count(line.recurrenceCount()) + "×";
    if (!isDone(line)) {
      return times + " since promised";
    }
    return line.recurrenceCount() == 1
        ? times
        : "%s, last %s".formatted(times, Figures.date(line.lastRecurredAt(), zone));
  }

  private static String standing(BrokenPromiseLine line, ZoneId zone) {
    Instant doneAt = line.doneAt();
    return switch (line.kind()) {
      case OVERDUE -> "overdue by %s".formatted(days(line.overdueDays()));
      case DONE ->
          "done %s, %s before"
              .formatted(doneAt == null ? "" : day(doneAt, zone), days(line.quietDays()));
    };
  }

  private static String days(@Nullable Long days) {
    long count = days == null ? 0 : days;
    return count == 0 ? "less than a day" : count == 1 ? "1 day" : Figures.count(count) + " days";
  }

  /** What is due or done at the end of a day is so on that day. */
  private static String day(Instant at, ZoneId zone) {
    return Figures.date(at.minusNanos(1), zone);
  }
}
