package dev.aftermath.jobs.domain.postmortem;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the postmortem that an incident asks for.
 *
 * @param dueAt until when it is in time; null while the incident is open
 * @param written the postmortem that decides; null where none is finished
 */
public record PostmortemDuty(State state, @Nullable Instant dueAt, @Nullable Written written) {
  private static final Set<String> UNFINISHED =
      Set.of(
          "draft",
          "in progress",
          "in review",
          "open",
          "wip",
          "trashed",
          "archived",
          "deleted",
          "entwurf",
          "in arbeit");

  /** How it stands. */
  public enum State {
    /** The incident is open, and there is none yet. */
    OPEN,
    /** The time is not up, and there is none yet. */
    PENDING,
    /** Finished in time. */
    IN_TIME,
    /** Finished, but late. */
    LATE,
    /** There is one, but it does not say when it was finished. */
    UNDATED,
    /** The time is up, and there is none. */
    MISSING;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A postmortem of the incident.
   *
   * @param place tells it among all that were handed over
   * @param status as written; null when it states none
   */
  public record Written(int place, @Nullable String status, @Nullable Instant completedAt) {
    boolean isFinished(Instant asOf) {
      boolean isBegun =
          status != null && UNFINISHED.contains(status.strip().toLowerCase(Locale.ROOT));
      return !isBegun && (completedAt == null || !completedAt.isAfter(asOf));
    }
  }

  /**
   * Judges an incident that asks for a postmortem. Of several the one that was finished first
   * decides, one with a date before one without.
   *
   * @param resolvedAt null while it is open
   * @param asOf the instant until which things are known
   */
  public static PostmortemDuty of(
      @Nullable Instant resolvedAt, List<Written> all, Duration dueWithin, Instant asOf) {
    Instant dueAt = resolvedAt == null ? null : resolvedAt.plus(dueWithin);
    Optional<Written> first =
        all.stream()
            .filter(written -> written.isFinished(asOf))
            .min(
                Comparator.comparing(
                        Written::completedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(Written::place));
    if (first.isEmpty()) {
      State state =
          dueAt == null ? State.OPEN : asOf.isAfter(dueAt) ? State.MISSING : State.PENDING;
      return new PostmortemDuty(state, dueAt, null);
    }
    Instant completedAt = first.get().completedAt();
    State state =
        completedAt == null
            ? State.UNDATED
            : dueAt != null && completedAt.isAfter(dueAt) ? State.LATE : State.IN_TIME;
    return new PostmortemDuty(state, dueAt, first.get());
  }
}
