package dev.aftermath.jobs.domain.statistics;

/**
 * How many of a number of incidents have something.
 *
 * @param having those that have it
 * @param n all of them
 */
public record Share(long having, long n) {
  /** Both of a number of weeks as one. */
  static Share sum(Iterable<Share> shares) {
    long having = 0;
    long n = 0;
    for (Share share : shares) {
      having += share.having;
      n += share.n;
    }
    return new Share(having, n);
  }

  /**
   * The 95 % interval of the share behind them: Wilson's score interval (Brown, Cai and DasGupta,
   * Interval Estimation for a Binomial Proportion, Statistical Science 16, 2001, formula 4).
   *
   * @throws IllegalStateException when there are none
   */
  public Bounds interval() {
    if (n == 0) {
      throw new IllegalStateException("Cannot bound a share of nothing");
    }
    double z2 = Confidence.NORMAL * Confidence.NORMAL;
    double p = (double) having / n;
    double middle = (having + z2 / 2) / (n + z2);
    double reach =
        Confidence.NORMAL
            * Math.sqrt((double) n)
            / (n + z2)
            * Math.sqrt(p * (1 - p) + z2 / (4 * n));
    // At none and at all of them the bound is 0 or 1, which rounding may just miss.
    return new Bounds(
        having == 0 ? 0 : Math.max(0, middle - reach),
        having == n ? 1 : Math.min(1, middle + reach));
  }
}
