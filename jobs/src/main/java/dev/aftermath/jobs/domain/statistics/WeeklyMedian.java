package dev.aftermath.jobs.domain.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The median duration of a week, on the scale of logarithms.
 *
 * @param n over how many incidents
 * @param log the logarithm of the median; NaN where it has none
 * @param unitVariance the variance of the logarithm, times n: from the width of the median's
 *     interval, so that nothing is assumed about the distribution; NaN without an interval above 0
 */
public record WeeklyMedian(long n, double log, double unitVariance) {
  private static final long FEWEST = 5;

  /**
   * The median of a week.
   *
   * @param seconds null where there is none
   * @param interval its 95 % interval, null where n is too small
   */
  public static WeeklyMedian of(long n, @Nullable Double seconds, @Nullable Bounds interval) {
    double log = seconds == null || seconds <= 0 ? Double.NaN : Math.log(seconds);
    if (interval == null || interval.lower() <= 0) {
      return new WeeklyMedian(n, log, Double.NaN);
    }
    double error = Math.log(interval.upper() / interval.lower()) / (2 * Confidence.NORMAL);
    return new WeeklyMedian(n, log, n * error * error);
  }

  /** Whether it has a logarithm, and says something. */
  boolean isUsable() {
    return n >= FEWEST && !Double.isNaN(log);
  }

  boolean hasVariance() {
    return !Double.isNaN(unitVariance);
  }
}
