package dev.aftermath.jobs.domain.statistics;

/**
 * A number of independent events.
 *
 * @param count 0 or more
 */
public record EventCount(long count) {
  /**
   * The 95 % interval of the number that would be expected: Byar's approximation of the exact
   * Poisson limits (Breslow and Day, Statistical Methods in Cancer Research II, 1987, formulas 2.10
   * and 2.11), within 1 % of them from 5 events on; like them it covers at least 95 %.
   */
  public Bounds interval() {
    double lower = count == 0 ? 0 : count * cube((double) count, -1);
    double next = count + 1.0;
    return new Bounds(lower, next * cube(next, 1));
  }

  private static double cube(double count, int sign) {
    double root = 1 - 1 / (9 * count) + sign * Confidence.NORMAL / (3 * Math.sqrt(count));
    return root * root * root;
  }
}
