package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;

/** How the samples of a series become events. */
public sealed interface EventRule extends Serializable {

  /** Rules that need nothing else. */
  enum Plain implements EventRule {
    /** Differences are events; a fall is a new beginning. */
    COUNTER,
    /** Each sample is a number of events. */
    EVENTS,
    /** Each sample is one event, of which so much counts as the sample says, from 0 to 1. */
    RATIOS
  }

  /** Each sample is one event, which counts when it compares to the value as asked. */
  record Comparing(Indicator.Comparison comparison, double value) implements EventRule {}
}
