package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.statistics.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of action items in a stretch of time, and what was left of them at its end.
 *
 * @param writtenCount written in it
 * @param dueCount due in it, without those that were cancelled
 * @param closedInTimeCount of these, closed by then
 * @param closedLateCount of these, closed after
 * @param closedUndatedCount of these, closed nobody says when
 * @param notClosedCount of these, not closed as far as is known
 * @param openCount written before its end and not closed by then, without those closed nobody says
 *     when
 * @param overdueSeconds how long each of these was overdue at the end, ascending
 */
public record ActionItemFigures(
    long writtenCount,
    long dueCount,
    long closedInTimeCount,
    long closedLateCount,
    long closedUndatedCount,
    long notClosedCount,
    long openCount,
    List<Long> overdueSeconds) {

  /** Takes a copy. */
  public ActionItemFigures {
    overdueSeconds = List.copyOf(overdueSeconds);
  }

  /**
   * An action item as far as figures go.
   *
   * @param closedAt the end of the day it was closed; null where that is not known
   */
  public record Known(
      ActionItem.State state,
      @Nullable Instant writtenAt,
      @Nullable Instant dueAt,
      @Nullable Instant closedAt) {

    private boolean isIn(@Nullable Instant at, Instant start, Instant end) {
      return at != null && !at.isBefore(start) && at.isBefore(end);
    }

    private boolean isOpenAt(Instant end) {
      if (state == ActionItem.State.CANCELLED || writtenAt == null || !writtenAt.isBefore(end)) {
        return false;
      }
      return closedAt == null ? state == ActionItem.State.OPEN : closedAt.isAfter(end);
    }
  }

  /** The figures of a stretch, its end exclusive. */
  public static ActionItemFigures of(List<Known> items, Instant start, Instant end) {
    // What is due at the end of a day is due in the week of that day.
    List<Known> due =
        items.stream()
            .filter(item -> item.state() != ActionItem.State.CANCELLED)
            .filter(
                item -> item.dueAt() != null && item.isIn(item.dueAt().minusNanos(1), start, end))
            .toList();
    List<Known> open = items.stream().filter(item -> item.isOpenAt(end)).toList();
    return new ActionItemFigures(
        items.stream().filter(item -> item.isIn(item.writtenAt(), start, end)).count(),
        due.size(),
        due.stream().filter(ActionItemFigures::isInTime).count(),
        due.stream().filter(item -> item.closedAt() != null && !isInTime(item)).count(),
        due.stream()
            .filter(item -> item.closedAt() == null && item.state() == ActionItem.State.DONE)
            .count(),
        due.stream()
            .filter(item -> item.closedAt() == null && item.state() == ActionItem.State.OPEN)
            .count(),
        open.size(),
        open.stream()
            .filter(item -> item.dueAt() != null && !item.dueAt().isAfter(end))
            .map(item -> Duration.between(item.dueAt(), end).toSeconds())
            .sorted()
            .toList());
  }

  private static boolean isInTime(Known item) {
    return item.closedAt() != null
        && item.dueAt() != null
        && !item.closedAt().isAfter(item.dueAt());
  }

  /** Those of which it is known whether they were closed in time. */
  public long decidedCount() {
    return closedInTimeCount + closedLateCount + notClosedCount;
  }

  /** A quantile of how long they were overdue; null where none was. */
  public @Nullable Double overdue(double fraction) {
    return overdueSeconds.isEmpty()
        ? null
        : Double.valueOf(
            Quantiles.ofSorted(
                overdueSeconds.stream().mapToLong(Long::longValue).toArray(), fraction));
  }
}
