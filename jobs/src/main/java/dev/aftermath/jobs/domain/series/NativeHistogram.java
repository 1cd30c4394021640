package dev.aftermath.jobs.domain.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a native histogram of Prometheus had counted at one instant.
 *
 * @param count all observations, those that no bucket can hold (NaN) among them
 * @param sum of all observations; NaN where one of them was
 * @param buckets those that hold anything, ascending, none over another
 */
public record NativeHistogram(double count, double sum, List<Bucket> buckets) {
  private static final double TOO_LARGE = 1e18;

  /** Sums of fractional counts differ by so much for the order in which they were added. */
  private static final double ROUNDING = 1e-12;

  /** Takes a copy of the list. */
  public NativeHistogram {
    buckets = List.copyOf(buckets);
  }

  /**
   * Observations between two bounds.
   *
   * @param rule which bounds belong to it, as the API of Prometheus numbers it: 0 the upper, 1 the
   *     lower, 2 none, 3 both
   */
  public record Bucket(int rule, double lower, double upper, double count) {

    /** Whether the lower bound belongs to it. */
    public boolean hasLower() {
      return rule == 1 || rule == 3;
    }

    /** Whether the upper bound belongs to it. */
    public boolean hasUpper() {
      return rule == 0 || rule == 3;
    }

    /** The least number that belongs to it. */
    public double first() {
      return hasLower() ? lower : Math.nextUp(lower);
    }

    /** The least number above it; infinite where none is. */
    public double end() {
      return hasUpper() ? Math.nextUp(upper) : upper;
    }
  }

  /**
   * Whether it tells a count: not a stale marker, which is written as no observations with the sum
   * NaN, and not a number that is too large to be one.
   */
  public boolean isUsable() {
    return count < TOO_LARGE && !(count == 0 && Double.isNaN(sum));
  }

  /**
   * What is wrong with the counts of its buckets: together they must be its count, or less where
   * observations were NaN, which its sum tells. Null when they are right.
   */
  public @Nullable String contradiction() {
    double held = 0;
    for (Bucket bucket : buckets) {
      held += bucket.count;
    }
    boolean less = count > held * (1 + ROUNDING) && !Double.isNaN(sum);
    return less || isLess(count, held)
        ? "its buckets hold " + held + " observations, its count is " + count
        : null;
  }

  /**
   * How much each of its buckets held at an earlier sample; null when it began anew in between. It
   * did when a count fell, or a bucket of the earlier one is split: Prometheus only ever merges
   * buckets, and splits them when it begins anew.
   */
  public double @Nullable [] heldAt(NativeHistogram earlier) {
    if (isLess(count, earlier.count)) {
      return null;
    }
    double[] held = new double[buckets.size()];
    int next = 0;
    for (int place = 0; place < held.length; place++) {
      Bucket bucket = buckets.get(place);
      while (next < earlier.buckets.size() && earlier.buckets.get(next).end() <= bucket.end()) {
        Bucket inside = earlier.buckets.get(next++);
        if (inside.first() < bucket.first()) {
          return null;
        }
        held[place] += inside.count;
      }
      if (isLess(bucket.count, held[place])) {
        return null;
      }
    }
    return next < earlier.buckets.size() ? null : held;
  }

  private static boolean isLess(double count, double other) {
    return count < other * (1 - ROUNDING);
  }
}
