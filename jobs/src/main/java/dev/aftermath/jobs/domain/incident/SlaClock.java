package dev.aftermath.jobs.domain.incident;

import dev.aftermath.jobs.domain.calendar.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of one SLA of one ticket, worked out anew from its instants.
 *
 * <p>Its time is what the clock counts from the start to the original breach; what it took is what
 * the clock counts from the start to the end, less the pauses. Around the clock and in business
 * hours may differ by any factor: of eight business hours begun on a Friday at 21:00, sixty and a
 * half hours are 756 % around the clock and 18.75 % by Monday 09:30 when work begins at 8.
 *
 * @param endAt null while it runs
 * @param originalBreachAt when its time would have been over without a pause; null if not stated
 * @param pausedSeconds around the clock; null if not stated, which counts as none
 * @param businessPausedSeconds the part of the pauses that its clock counts; null if not stated
 * @param clock the clock its time runs by
 */
public record SlaClock(
    Instant startAt,
    @Nullable Instant endAt,
    @Nullable Instant originalBreachAt,
    @Nullable Long pausedSeconds,
    @Nullable Long businessPausedSeconds,
    Clock clock) {

  /** The seconds that its clock gives it; null when that is not known. */
  public @Nullable Long allowedSeconds() {
    return originalBreachAt == null ? null : clock.secondsBetween(startAt, originalBreachAt);
  }

  /** What it took around the clock, in seconds; null while it runs. */
  public @Nullable Long elapsedSeconds() {
    return endAt == null ? null : Clock.AROUND_THE_CLOCK.secondsBetween(startAt, endAt) - paused();
  }

  /** What it took by its own clock, in seconds; null while it runs or when a pause is unknown. */
  public @Nullable Long businessElapsedSeconds() {
    if (endAt == null) {
      return null;
    }
    boolean unknown = businessPausedSeconds == null && paused() > 0;
    long counted = businessPausedSeconds == null ? 0 : businessPausedSeconds;
    return unknown ? null : clock.secondsBetween(startAt, endAt) - counted;
  }

  /** Whether it took longer by its own clock than it may; null while that cannot be told. */
  public @Nullable Boolean isBreached() {
    Long allowed = allowedSeconds();
    Long elapsed = businessElapsedSeconds();
    if (allowed == null || elapsed == null) {
      return null;
    }
    return elapsed > allowed;
  }

  /**
   * A part of its time; above 1 when it took longer. Null when either is unknown or it has none.
   */
  public @Nullable Double ratio(@Nullable Long seconds) {
    Long allowed = allowedSeconds();
    return seconds == null || allowed == null || allowed <= 0
        ? null
        : Double.valueOf((double) seconds / allowed);
  }

  private long paused() {
    return pausedSeconds == null ? 0 : pausedSeconds;
  }
}
