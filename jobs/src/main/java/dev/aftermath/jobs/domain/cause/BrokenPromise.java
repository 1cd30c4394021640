package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * That a cause struck again although somebody had promised to prevent it.
 *
 * @param recurrenceCount episodes that began meanwhile, at least one
 * @param firstRecurredAt when the first of them began
 * @param lastRecurredAt when the last of them began
 * @param overdue how long its time had been up when the last of them began; null where it was not,
 *     and once it is done
 * @param quiet from when it was done to the first of them; null while it was open
 */
public record BrokenPromise(
    CausePromise promise,
    Kind kind,
    long recurrenceCount,
    Instant firstRecurredAt,
    Instant lastRecurredAt,
    @Nullable Duration overdue,
    @Nullable Duration quiet) {

  /** How the promise stood when the cause struck again. */
  public enum Kind {
    /** It was not done yet. */
    OPEN,
    /** It was done, and did not help. */
    DONE;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The promises that were broken: one may be, both while it was open and after it was done.
   *
   * <p>Of one that was cancelled, or done nobody says when, nobody can tell how it stood at a
   * recurrence, and of one made nobody says when whether there was one. What happens within the
   * grace after it was done counts as neither.
   *
   * @param episodes of the cause, ascending
   * @return in the order of the promises
   */
  public static List<BrokenPromise> of(
      List<CausePromise> promises, List<Episode> episodes, CauseRules rules) {
    List<BrokenPromise> broken = new ArrayList<>();
    for (CausePromise promise : promises) {
      Instant closedAt = promise.closedAt();
      if (promise.isOpen() || closedAt != null) {
        whileOpen(promise, episodes, broken);
      }
      if (promise.state() == ActionItem.State.DONE && closedAt != null) {
        onceDone(promise, closedAt, episodes, rules, broken);
      }
    }
    return broken;
  }

  private static void whileOpen(
      CausePromise promise, List<Episode> episodes, List<BrokenPromise> broken) {
    Instant promisedAt = promise.promisedAt();
    Instant closedAt = promise.closedAt();
    if (promisedAt == null) {
      return;
    }
    List<Instant> starts =
        starts(
            episodes,
            start ->
                start.isAfter(promisedAt)
                    && start.isAfter(promise.lastIncidentAt())
                    && (closedAt == null || !start.isAfter(closedAt)));
    if (!starts.isEmpty()) {
      Instant last = starts.get(starts.size() - 1);
      Instant dueAt = promise.dueAt();
      Duration overdue =
          dueAt == null || dueAt.isAfter(last) ? null : Duration.between(dueAt, last);
      broken.add(
          new BrokenPromise(promise, Kind.OPEN, starts.size(), starts.get(0), last, overdue, null));
    }
  }

  private static void onceDone(
      CausePromise promise,
      Instant closedAt,
      List<Episode> episodes,
      CauseRules rules,
      List<BrokenPromise> broken) {
    Instant everywhereAt = closedAt.plus(rules.grace());
    List<Instant> starts =
        starts(
            episodes,
            start -> start.isAfter(everywhereAt) && start.isAfter(promise.lastIncidentAt()));
    if (!starts.isEmpty()) {
      broken.add(
          new BrokenPromise(
              promise,
              Kind.DONE,
              starts.size(),
              starts.get(0),
              starts.get(starts.size() - 1),
              null,
              Duration.between(closedAt, starts.get(0))));
    }
  }

  private static List<Instant> starts(List<Episode> episodes, Predicate<Instant> isMeant) {
    return episodes.stream().map(Episode::firstAt).filter(isMeant).toList();
  }
}
