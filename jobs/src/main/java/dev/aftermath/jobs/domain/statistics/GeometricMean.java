package dev.aftermath.jobs.domain.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The geometric mean of durations with its 95 % interval: the mean of the logarithms and Student's
 * t on their scale. One long outage does not rule it as it rules the arithmetic mean.
 *
 * <p>Source: Olsson, Confidence Intervals for the Mean of a Log-Normal Distribution, Journal of
 * Statistics Education 13, 2005, section 2, for the median of the log-normal, which its geometric
 * mean is; the quantile of t is the expansion 26.7.5 of Abramowitz and Stegun, Handbook of
 * Mathematical Functions, right to 0.001 from 5 values on.
 *
 * <p>What is shorter than the unit counts as one unit: nothing finer was measured, and a single 0
 * would make every geometric mean 0.
 *
 * @param value in the unit of the values
 * @param interval the same; empty for fewer than 5 values
 */
public record GeometricMean(double value, Optional<Bounds> interval) {
  private static final int FEWEST = 5;

  /**
   * The geometric mean of values in ascending order, so that the sum of logarithms always rounds
   * alike; empty when there are none.
   */
  public static Optional<GeometricMean> ofSorted(long[] values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    double[] logarithms = Arrays.stream(values).mapToDouble(GeometricMean::logarithm).toArray();
    double mean = sum(logarithms) / values.length;
    return Optional.of(
        new GeometricMean(
            StrictMath.exp(mean),
            values.length < FEWEST ? Optional.empty() : Optional.of(interval(logarithms, mean))));
  }

  private static double logarithm(long value) {
    return StrictMath.log((double) Math.max(1, value));
  }

  private static Bounds interval(double[] logarithms, double mean) {
    int n = logarithms.length;
    double[] squares =
        Arrays.stream(logarithms).map(each -> (each - mean) * (each - mean)).toArray();
    double reach = student(n - 1) * Math.sqrt(sum(squares) / (n - 1) / n);
    return new Bounds(StrictMath.exp(mean - reach), StrictMath.exp(mean + reach));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** The quantile of Student's t that leaves 2.5 % above it. */
  private static double student(int freedom) {
    double z = Confidence.NORMAL;
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160;
    double f = freedom;
    return z + (first + (second + (third + fourth / f) / f) / f) / f;
  }
}
