package dev.aftermath.jobs.domain.statistics;

import java.util.Optional;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Between which order statistics the 95 % interval of a quantile ends: no assumption about the
 * distribution, and exact but for the interpolation between neighbours. It depends on the number of
 * values and the quantile alone.
 *
 * <p>Source: Nyblom, Note on interpolated order statistics, Statistics and Probability Letters 14,
 * 1992; for the median it is Hettmansperger and Sheather, Confidence intervals based on
 * interpolated order statistics, in the same journal, 4, 1986.
 */
public final class QuantileRanks {
  private final Rank lower;
  private final Rank upper;

  private QuantileRanks(Rank lower, Rank upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * Where the interval ends; empty where so few values cannot bound the quantile on both sides: a
   * median needs 6, a 90th percentile 36.
   *
   * @param fraction the quantile, above 0 and below 1
   */
  public static Optional<QuantileRanks> of(int count, double fraction) {
    boolean boundedBelow = Math.pow(1 - fraction, count) <= Confidence.TAIL;
    boolean boundedAbove = Math.pow(fraction, count) <= Confidence.TAIL;
    return boundedBelow && boundedAbove
        ? Optional.of(
            new QuantileRanks(
                Rank.of(count, fraction, Confidence.TAIL),
                Rank.of(count, fraction, 1 - Confidence.TAIL)))
        : Optional.empty();
  }

  /** The interval over as many values as the ranks were made for, in ascending order. */
  public Bounds among(long[] sorted) {
    return new Bounds(lower.among(sorted), upper.among(sorted));
  }

  /**
   * A place between two neighbours.
   *
   * @param below the lower neighbour, counted from 1
   * @param weight how far it is on the way to the upper one
   */
  private record Rank(int below, double weight) {
    /** Where the chance that the quantile is below the place reaches the wanted one. */
    static Rank of(int n, double p, double wanted) {
      double spread = Math.sqrt(n * p * (1 - p));
      double normal = wanted < 0.5 ? -Confidence.NORMAL : Confidence.NORMAL;
      // A start a little too low; from there the sums of the binomial need one step each.
      int below = Math.max(1, (int) Math.floor(n * p + normal * spread) - 1);
      double chance = atMost(below - 1, n, p);
      while (chance > wanted) {
        below--;
        chance = atMost(below - 1, n, p);
      }
      double step = exactly(below, n, p);
      while (chance + step <= wanted && below < n - 1) {
        chance += step;
        below++;
        step *= (double) (n - below + 1) / below * p / (1 - p);
      }
      double passed = Math.max(0, wanted - chance);
      double left = Math.max(0, chance + step - wanted);
      double weight =
          passed == 0 ? 0 : 1 / (1 + below * (1 - p) * left / ((n - below) * p * passed));
      return new Rank(below, weight);
    }

    double among(long[] sorted) {
      return (1 - weight) * sorted[below - 1] + weight * sorted[below];
    }

    private static double atMost(int k, int n, double p) {
      return k < 0 ? 0 : 1 - Beta.regularizedBeta(p, k + 1.0, (double) n - k);
    }

    private static double exactly(int k, int n, double p) {
      return Math.exp(
          Gamma.logGamma(n + 1.0)
              - Gamma.logGamma(k + 1.0)
              - Gamma.logGamma(n - k + 1.0)
              + k * Math.log(p)
              + (n - k) * Math.log1p(-p));
    }
  }
}
