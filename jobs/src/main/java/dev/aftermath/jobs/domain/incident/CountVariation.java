package dev.aftermath.jobs.domain.incident;

import java.util.List;

/**
 * How much a weekly count varies when nothing changes: the limits of a c-chart, mean ± 3 times its
 * square root (Montgomery, Introduction to Statistical Quality Control, section 7.3).
 *
 * @param weekCount how many weeks the limits are made from
 * @param lowerLimit smallest count within the variation; never below 0
 * @param upperLimit largest count within it
 */
public record CountVariation(int weekCount, long lowerLimit, long upperLimit) {
  /** Limits from fewer weeks say more about chance than about the service. */
  private static final int FEWEST_WEEKS = 5;

  /** The limits that the counts of earlier weeks set. */
  public static CountVariation of(List<Long> weeklyCounts) {
    double mean = weeklyCounts.stream().mapToLong(Long::longValue).average().orElse(0);
    double spread = 3 * Math.sqrt(mean);
    return new CountVariation(
        weeklyCounts.size(),
        (long) Math.ceil(Math.max(0, mean - spread)),
        (long) Math.floor(mean + spread));
  }

  /** Where a further count stands. */
  public Position compare(long count) {
    if (weekCount < FEWEST_WEEKS) {
      return Position.TOO_FEW_WEEKS;
    }
    if (count > upperLimit) {
      return Position.ABOVE;
    }
    return count < lowerLimit ? Position.BELOW : Position.WITHIN;
  }

  /** Where a count stands against the limits. */
  public enum Position {
    ABOVE,
    BELOW,
    WITHIN,
    TOO_FEW_WEEKS
  }
}
