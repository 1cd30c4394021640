package dev.aftermath.jobs.domain.incident;

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
    Duration elapsed = Duration.between(start, end);
    boolean withinSkew =
        elapsed.isNegative() && elapsed.negated().compareTo(IncidentTimeline.CLOCK_SKEW) <= 0;
    return withinSkew ? 0 : elapsed.toSeconds();
  }
}
