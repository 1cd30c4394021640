package dev.aftermath.jobs.domain.statistics;

import java.util.OptionalDouble;

/**
 * The median of times of which some have not ended: Kaplan and Meier, Nonparametric Estimation from
 * Incomplete Observations, Journal of the American Statistical Association 53, 1958.
 */
public final class KaplanMeier {
  /** Half, with room for the rounding of a product of a million factors. */
  private static final double HALF = 0.5 + 1e-9;

  private KaplanMeier() {}

  /**
   * The time that half of all reach. Where exactly half have ended until the next end, the middle
   * of the two, so that without open ones it is the sample median. Empty where fewer than half have
   * ended: the median lies beyond what was seen.
   *
   * @param ended how long those took that have ended, in ascending order
   * @param open how long the others have lasted so far, in ascending order
   */
  public static OptionalDouble median(long[] ended, long[] open) {
    double surviving = 1;
    int gone = 0;
    for (int i = 0; i < ended.length; i++) {
      while (gone < open.length && open[gone] < ended[i]) {
        gone++;
      }
      surviving *= 1 - 1.0 / (ended.length - i + open.length - gone);
      if (surviving <= HALF) {
        boolean exactlyHalf = surviving >= 1 - HALF && i + 1 < ended.length;
        return OptionalDouble.of(exactlyHalf ? (ended[i] + ended[i + 1]) / 2.0 : (double) ended[i]);
      }
    }
    return OptionalDouble.empty();
  }
}
