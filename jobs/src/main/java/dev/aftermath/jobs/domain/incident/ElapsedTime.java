package dev.aftermath.jobs.domain.incident;

import dev.aftermath.jobs.domain.calendar.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whole seconds between two instants that two clocks may have told. */
public final class ElapsedTime {
  private ElapsedTime() {}

  /**
   * The seconds from start to end, rounded down. An end that lies before its start by no more than
   * the clocks' skew counts as 0; one that lies further back stays negative, to be flagged.
   */
  public static long seconds(Instant start, Instant end) {
    return seconds(start, end, Clock.AROUND_THE_CLOCK);
  }

  /** The same of the time that a clock counts. */
  public static long seconds(Instant start, Instant end, Clock clock) {
    boolean withinSkew = end.isBefore(start) && !isImpossible(start, end);
    return withinSkew ? 0 : clock.secondsBetween(start, end);
  }

  /** Whether the end lies before the start by more than the clocks' skew. */
  public static boolean isImpossible(Instant start, Instant end) {
    return Duration.between(end, start).compareTo(IncidentTimeline.CLOCK_SKEW) > 0;
  }
}
