package dev.aftermath.jobs.domain.statistics;

/**
 * Exact sample quantiles of type 7: linear between the order statistics, with the smallest value at
 * 0 and the largest at 1 (Hyndman and Fan, Sample Quantiles in Statistical Packages, The American
 * Statistician 50, 1996, definition 7).
 */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of values in ascending order.
   *
   * @param fraction from 0 to 1
   * @throws IllegalArgumentException when there are no values
   */
  public static double ofSorted(long[] values, double fraction) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Invalid values: there are none");
    }
    double position = fraction * (values.length - 1);
    int below = (int) Math.floor(position);
    if (below == position) {
      return values[below];
    }
    // Written as Spark's percentile writes it, so that both round alike.
    return (below + 1 - position) * values[below] + (position - below) * values[below + 1];
  }
}
