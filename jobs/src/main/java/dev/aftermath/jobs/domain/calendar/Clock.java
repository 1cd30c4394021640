package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** Which time counts between two instants: all of it, or only the hours of a calendar. */
public interface Clock extends Serializable {
  /** Every second counts: 24 hours on 7 days. */
  Clock AROUND_THE_CLOCK = (start, end) -> Duration.between(start, end).toSeconds();

  /**
   * The seconds that count from {@code start} to {@code end}, in whole seconds rounded down;
   * negative when {@code end} is earlier.
   */
  long secondsBetween(Instant start, Instant end);
}
