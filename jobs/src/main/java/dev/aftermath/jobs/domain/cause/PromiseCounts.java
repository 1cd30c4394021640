package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the promises about a cause stand. Those that were cancelled are in none of the counts.
 *
 * @param overdueCount of the open ones, those whose time is up
 * @param doneCount also those done nobody says when
 * @param oldestOpenDays whole days that the oldest open one has been open; null where none is
 * @param earliestDueAt when the first of the open ones is due; null where none has to be
 */
public record PromiseCounts(
    long openCount,
    long overdueCount,
    long doneCount,
    @Nullable Long oldestOpenDays,
    @Nullable Instant earliestDueAt) {

  /** The counts as of an instant. */
  public static PromiseCounts of(List<CausePromise> promises, Instant asOf) {
    List<CausePromise> open = promises.stream().filter(CausePromise::isOpen).toList();
    return new PromiseCounts(
        open.size(),
        open.stream().filter(it -> it.isOverdue(asOf)).count(),
        promises.stream().filter(it -> it.state() == ActionItem.State.DONE).count(),
        open.stream()
            .map(it -> it.age(asOf))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(Duration::toDays)
            .orElse(null),
        open.stream()
            .map(CausePromise::dueAt)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null));
  }
}
