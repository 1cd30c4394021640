package dev.aftermath.jobs.bench;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How many incidents there are: equal shapes give equal records, and a longer history begins with
 * the incidents of no other.
 *
 * @param seed of all that is drawn
 * @param incidents over all weeks, evenly
 * @param weeks that end with {@link #end}
 */
record IncidentShape(long seed, long incidents, int weeks) implements Serializable {
  private static final Instant END = Instant.parse("2026-06-29T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  static IncidentShape of(Options options) {
    return new IncidentShape(
        options.number("seed", 7),
        options.number("incident-count", 1_000_000),
        (int) options.number("incident-weeks", 104));
  }

  /** The same number of incidents a week over fewer weeks up to the same end. */
  IncidentShape last(int weeksOnly) {
    return new IncidentShape(seed, perWeek() * weeksOnly, weeksOnly);
  }

  /** The end of the history. */
  static Instant end() {
    return END;
  }

  long perWeek() {
    return incidents / weeks;
  }

  /** How many microseconds before the end the place of an incident is; later ones count from 0. */
  long microsBeforeEnd(long place) {
    return (incidents - place) * (WEEK.toNanos() / 1_000 / perWeek());
  }
}
