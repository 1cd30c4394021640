package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the stretches of slices that are bad beyond the background.
 *
 * <p>The background is the median of the hourly bad ratios outside exclusions and open incidents: a
 * median, so that dips nobody noticed do not hide themselves. A slice is raised when more than
 * {@value #FACTOR} times as many of its events are bad as the background lets expect, and so many
 * that a Poisson count with that expectation stays below in more than {@value #USUAL} of all cases:
 * a chance error at night is no dip. Raised slices with at most {@value #BRIDGED} others between
 * them, none of them excluded, are one run. Events are looked at whatever the budgeting method
 * counts.
 */
final class Runs {
  static final int FACTOR = 3;
  static final int BRIDGED = 2;
  static final double USUAL = 0.999;

  /** Where more are expected, {@value #FACTOR} times as many are always rare. */
  private static final double SURELY_RARE = 10;

  private static final int RATIO_SCALE = 18;
  private static final double CLOSE = 1e-9;
  private static final double MILLION = 1e6;

  private final SliceTimeline slices;
  private final boolean[] excluded;
  private final boolean[] open;

  /**
   * @param excluded slices in approved exclusions; its length is the number of slices to look at
   * @param open slices in which an incident was open
   */
  Runs(SliceTimeline slices, boolean[] excluded, boolean[] open) {
    this.slices = slices;
    this.excluded = excluded;
    this.open = open;
  }

  /** Places from one, inclusive, to another, exclusive. */
  record Run(int from, int to) {}

  /** The runs in the order of time. */
  List<Run> find() {
    BigDecimal background = background();
    double roughly = background.doubleValue();
    List<Run> runs = new ArrayList<>();
    int from = -1;
    int last = -1;
    for (int place = 0; place < excluded.length; place++) {
      boolean raised = !excluded[place] && isRaised(place, background, roughly);
      if (from >= 0 && (excluded[place] || place - last > BRIDGED + 1)) {
        runs.add(new Run(from, last + 1));
        from = -1;
      }
      if (raised) {
        from = from < 0 ? place : from;
        last = place;
      }
    }
    if (from >= 0) {
      runs.add(new Run(from, last + 1));
    }
    return runs;
  }

  private boolean isRaised(int place, BigDecimal background, double roughBackground) {
    return slices.isKnown(place)
        && roughlyRaised(place, roughBackground)
            .orElseGet(() -> isExactlyRaised(place, background));
  }

  /** Asked for every slice: no number is made unless it is a close call. */
  private Optional<Boolean> roughlyRaised(int place, double background) {
    double total = slices.total().roughlyBetween(place, place + 1);
    double bad = total - slices.good().roughlyBetween(place, place + 1);
    double expected = background * total;
    double close = CLOSE * (1 + total);
    double aboveFactor = bad - FACTOR * expected;
    // Below a million, doubles tell any two amounts with nine decimals apart.
    if (aboveFactor < -close || (bad <= 0 && total < MILLION)) {
      return Optional.of(false);
    }
    return Math.abs(aboveFactor) <= close
        ? Optional.empty()
        : Optional.of(isRare(bad - close, expected));
  }

  private boolean isExactlyRaised(int place, BigDecimal background) {
    BigDecimal good = slices.good(place);
    BigDecimal total = slices.total(place);
    if (good == null || total == null) {
      return false;
    }
    BigDecimal expected = background.multiply(total);
    BigDecimal bad = total.subtract(good);
    return bad.compareTo(expected.multiply(BigDecimal.valueOf(FACTOR))) > 0
        && isRare(bad.doubleValue(), expected.doubleValue());
  }

  /**
   * Whether a Poisson count is below {@code bad} in more than {@value #USUAL} of all cases.
   *
   * @param bad more than {@value #FACTOR} times what is expected
   */
  private static boolean isRare(double bad, double expected) {
    if (expected > SURELY_RARE) {
      return true;
    }
    double chance = StrictMath.exp(-expected);
    double fewer = 0;
    for (int count = 0; count < bad && fewer <= USUAL; count++) {
      fewer += chance;
      chance *= expected / (count + 1);
    }
    return fewer > USUAL;
  }

  /** The background rate, rounded to 18 decimals; 0 where nothing is measured. */
  BigDecimal background() {
    List<BigDecimal> ratios = new ArrayList<>();
    List<BigDecimal> undisturbed = new ArrayList<>();
    long length = slices.sliceLength().toMillis();
    int hour = (int) Math.max(1, Duration.ofHours(1).toMillis() / length);
    for (int from = 0; from < excluded.length; from += hour) {
      int to = Math.min(excluded.length, from + hour);
      BigDecimal total = slices.total().between(from, to);
      BigDecimal bad = total.subtract(slices.good().between(from, to));
      if (total.signum() > 0 && isFree(excluded, from, to)) {
        BigDecimal ratio = bad.divide(total, RATIO_SCALE, RoundingMode.HALF_EVEN);
        ratios.add(ratio);
        if (isFree(open, from, to)) {
          undisturbed.add(ratio);
        }
      }
    }
    List<BigDecimal> chosen = undisturbed.isEmpty() ? ratios : undisturbed;
    chosen.sort(BigDecimal::compareTo);
    return chosen.isEmpty()
        ? BigDecimal.ZERO
        : chosen.get((chosen.size() - 1) / 2).max(BigDecimal.ZERO);
  }

  private static boolean isFree(boolean[] marks, int from, int to) {
    for (int place = from; place < to; place++) {
      if (marks[place]) {
        return false;
      }
    }
    return true;
  }
}
