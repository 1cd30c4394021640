package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an objective measures: how series, lines, incidents or notices become good and all events.
 */
public sealed interface Indicator extends Serializable {

  /** The same, where it is pulled live at the end of each slice of a grid. */
  default Indicator pulledFor(SliceGrid grid) {
    return this;
  }

  /** The records that make time bad; null when it measures something else. */
  default @Nullable TimeQuery badTime() {
    return this instanceof IncidentTime time
        ? time.incidents()
        : this instanceof NoticeTime time ? time.notices() : null;
  }

  /** The series that it counts; none when it counts something else. */
  default List<SeriesQuery> series() {
    return List.of();
  }

  /**
   * A ratio of events.
   *
   * @param part what {@code counted} counts
   */
  record Ratio(Part part, SeriesQuery counted, SeriesQuery total, SampleMeaning samples)
      implements Indicator {

    @Override
    public List<SeriesQuery> series() {
      return List.of(counted, total);
    }

    @Override
    public Indicator pulledFor(SliceGrid grid) {
      Duration step = grid.length();
      return new Ratio(part, counted.pulledEvery(step), total.pulledEvery(step), samples);
    }
  }

  /**
   * Samples that are ratios themselves, such as {@code probe_success}: each is one event, good by
   * its value (or by 1 less its value, when it is a ratio of failures).
   */
  record RawRatio(SeriesQuery samples, Part part) implements Indicator {

    @Override
    public List<SeriesQuery> series() {
      return List.of(samples);
    }

    @Override
    public Indicator pulledFor(SliceGrid grid) {
      return new RawRatio(samples.pulledEvery(grid.length()), part);
    }
  }

  /** A gauge: each sample is one event, good when it compares to the value as asked. */
  record Threshold(SeriesQuery samples, Comparison comparison, BigDecimal value)
      implements Indicator {

    @Override
    public List<SeriesQuery> series() {
      return List.of(samples);
    }

    @Override
    public Indicator pulledFor(SliceGrid grid) {
      return new Threshold(samples.pulledEvery(grid.length()), comparison, value);
    }
  }

  /**
   * Requests that took at most so long, from the buckets of a histogram.
   *
   * @param buckets the classic histogram's name with {@code _bucket}, and matchers; {@code le}
   *     among them is not allowed
   * @param seconds in the histogram's own unit; good are those at or below it
   */
  record Latency(SeriesQuery buckets, BigDecimal seconds, InexactBucket inexact)
      implements Indicator {

    @Override
    public List<SeriesQuery> series() {
      return List.of(buckets);
    }

    @Override
    public Indicator pulledFor(SliceGrid grid) {
      return new Latency(buckets.pulledEvery(grid.length()), seconds, inexact);
    }
  }

  /**
   * Requests that took at most so long, from native histograms: samples that hold all buckets.
   *
   * @param histograms the histogram's own name, and matchers
   * @param seconds in the histogram's own unit; good are those at or below it
   */
  record NativeLatency(SeriesQuery histograms, BigDecimal seconds, InexactBucket inexact)
      implements Indicator {

    @Override
    public List<SeriesQuery> series() {
      return List.of(histograms);
    }

    @Override
    public Indicator pulledFor(SliceGrid grid) {
      return new NativeLatency(histograms.pulledEvery(grid.length()), seconds, inexact);
    }
  }

  /** A ratio of log lines: those that a query keeps over those that another keeps. */
  record LogRatio(Part part, LogQuery counted, LogQuery total) implements Indicator {}

  /** Time without an incident: bad is the union of the incidents' intervals, in seconds. */
  record IncidentTime(IncidentQuery incidents) implements Indicator {}

  /** Time without a notice to customers: bad is the union of the notices' intervals, in seconds. */
  record NoticeTime(NoticeQuery notices) implements Indicator {}

  /**
   * A valid indicator that the engine does not compute from exports.
   *
   * @param reason why, in words for the author of the SLO
   */
  record NotComputed(String reason) implements Indicator {}

  /** What becomes of events in a bucket that ends elsewhere than at the value asked for. */
  enum InexactBucket {
    /** The slice is unknown. */
    REFUSE,
    /** They are undecided: bad in the figure itself, good in its best bound. */
    BOUND
  }

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

  /** OpenSLO's operators. */
  enum Comparison {
    LTE,
    GTE,
    LT,
    GT;

    /** Whether the sample compares to the value as asked. */
    public boolean holds(double sample, double value) {
      return switch (this) {
        case LTE -> sample <= value;
        case GTE -> sample >= value;
        case LT -> sample < value;
        case GT -> sample > value;
      };
    }
  }
}
