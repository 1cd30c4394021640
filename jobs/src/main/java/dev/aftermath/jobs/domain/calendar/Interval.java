package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record Interval(Instant start, Instant end) implements Serializable {

  /** Refuses an end before the start. */
  public Interval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("The end " + end + " lies before the start " + start);
    }
  }

  /** Whether the instant lies in it: at the start yes, at the end no. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }
}
