package dev.aftermath.jobs.domain.statistics;

import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.special.Beta;

/** Exact tests of counts, which hold for the smallest of them. */
public final class ExactTests {
  private ExactTests() {}

  /**
   * How likely chance alone is at least as far from what is expected: twice the smaller tail of the
   * binomial distribution, at most 1.
   *
   * @param having those that have it
   * @param n all of them
   * @param expectedRatio the share that is expected, above 0 and below 1
   */
  public static double binomial(long having, long n, double expectedRatio) {
    double atLeast =
        having == 0 ? 1 : Beta.regularizedBeta(expectedRatio, (double) having, n - having + 1d);
    double atMost =
        having == n ? 1 : 1 - Beta.regularizedBeta(expectedRatio, having + 1d, (double) n - having);
    return Math.min(1, 2 * Math.min(atLeast, atMost));
  }

  /**
   * How likely chance alone gives the first group so many or more: the upper tail of Fisher's exact
   * test (The Logic of Inductive Inference, JRSS 98, 1935).
   *
   * @param group of which so many have it
   * @param others of which so many have it
   */
  public static double fisherAtLeast(Share group, Share others) {
    long n = group.n() + others.n();
    long having = group.having() + others.having();
    return new HypergeometricDistribution(
            null, Math.toIntExact(n), Math.toIntExact(having), Math.toIntExact(group.n()))
        .upperCumulativeProbability(Math.toIntExact(group.having()));
  }
}
