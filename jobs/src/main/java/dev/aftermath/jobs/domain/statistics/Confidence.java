package dev.aftermath.jobs.domain.statistics;

/** The confidence of every interval that is published: 95 %, the same on both sides. */
final class Confidence {
  /** What an interval may miss on each side. */
  static final double TAIL = 0.025;

  /** The standard normal quantile that leaves {@link #TAIL} above it. */
  static final double NORMAL = 1.959963984540054;

  private Confidence() {}
}
