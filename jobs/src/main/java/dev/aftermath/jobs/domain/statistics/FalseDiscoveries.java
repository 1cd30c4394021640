package dev.aftermath.jobs.domain.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a chance is worth among many that were looked at: the share of false ones among all findings
 * at least as good (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995).
 * Holds for tests that are independent or rise together, as those of lines do that one fault
 * writes.
 */
public final class FalseDiscoveries {
  private FalseDiscoveries() {}

  /** For each chance the smallest share of false discoveries that admits it, in the same order. */
  public static double[] shares(double[] chances) {
    int[] ascending =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> chances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] shares = new double[chances.length];
    Arrays.fill(shares, 1);
    double smallest = 1;
    for (int rank = chances.length; rank > 0; rank--) {
      int i = ascending[rank - 1];
      smallest = Math.min(smallest, chances[i] * chances.length / rank);
      shares[i] = smallest;
    }
    return shares;
  }
}
