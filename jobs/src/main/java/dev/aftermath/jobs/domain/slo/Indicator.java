package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;

/** What an SLO measures. */
public sealed interface Indicator extends Serializable {

  /**
   * A ratio of events.
   *
   * @param part what {@code counted} counts
   */
  record Ratio(Part part, SeriesQuery counted, SeriesQuery total, SampleMeaning samples)
      implements Indicator {}

  /**
   * A valid indicator that the engine does not compute from exported series.
   *
   * @param reason why, in words for the author of the SLO
   */
  record NotComputed(String reason) implements Indicator {}

  /** Which part of the events is counted besides all of them. */
  enum Part {
    GOOD,
    BAD
  }

  /** What the values of the series mean. */
  enum SampleMeaning {
    /** A count since some beginning: differences are events, a fall is a new beginning. */
    COUNTER,
    /** Each sample is a number of events of its own. */
    EVENTS
  }
}
