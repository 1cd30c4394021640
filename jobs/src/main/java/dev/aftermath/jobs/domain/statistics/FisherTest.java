package dev.aftermath.jobs.domain.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Fisher's exact test of two shares (Fisher, Statistical Methods for Research Workers, section
 * 21.02), one-sided.
 */
public final class FisherTest {
  private FisherTest() {}

  /**
   * How likely the first group has so many or more of all those that have it, were the two groups
   * alike; 1 where a group is empty.
   */
  public static double chanceOfSoMany(Share first, Share second) {
    Share both = Share.sum(List.of(first, second));
    if (first.n() == 0 || second.n() == 0) {
      return 1;
    }
    var drawn =
        new HypergeometricDistribution(
            null,
            Math.toIntExact(both.n()),
            Math.toIntExact(both.having()),
            Math.toIntExact(first.n()));
    return Math.min(1, drawn.upperCumulativeProbability(Math.toIntExact(first.having())));
  }
}
