package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the stretches of slices that are bad beyond the background.
 *
 * <p>The background is the median of the hourly bad ratios outside exclusions and open incidents: a
 * median, so that dips nobody noticed do not hide themselves. Where most of these hours know no
 * error it is that of {@value #DAY} of them together: errors may be rare and yet usual.
 *
 * <p>A slice is raised when more than {@value #FACTOR} times as many of its events are bad as the
 * background lets expect, and so many that a Poisson count with that expectation stays below in
 * more than {@value #RAISED} of all cases: a chance error at night is no dip. A run begins and ends
 * with a raised slice. In between, at most {@value #BRIDGED} slices in a row are not even unusual,
 * which is more than {@value #UNUSUAL} of all cases, and none is excluded. Events are looked at
 * whatever the budgeting method counts.
 */
final class Runs {
  static final int FACTOR = 3;
  static final int BRIDGED = 2;
  static final double RAISED = 0.999;
  static final double UNUSUAL = 0.95;

  /** Where more are expected, {@value #FACTOR} times as many are always rare. */
  private static final double SURELY_RARE = 10;

  private static final int RATIO_SCALE = 18;
  private static final int DAY = 24;
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

  /** What an hour, or several together, add up to. */
  private record Hour(BigDecimal bad, BigDecimal total) {
    BigDecimal ratio() {
      return bad.divide(total, RATIO_SCALE, RoundingMode.HALF_EVEN);
    }

    double roughRatio() {
      return bad.doubleValue() / total.doubleValue();
    }
  }

  /** Places from one, inclusive, to another, exclusive. */
  record Run(int from, int to) {}

  /** The runs in the order of time. */
  List<Run> find() {
    BigDecimal background = background();
    double roughly = background.doubleValue();
    List<Run> runs = new ArrayList<>();
    int from = -1;
    int to = -1;
    int last = -1;
    for (int place = 0; place < excluded.length; place++) {
      double surprise = excluded[place] ? 0 : surprise(place, background, roughly);
      if (from >= 0 && (excluded[place] || place - last > BRIDGED + 1)) {
        runs.add(new Run(from, to));
        from = -1;
      }
      if (surprise > RAISED) {
        from = from < 0 ? place : from;
        to = place + 1;
      }
      if (surprise > UNUSUAL) {
        last = place;
      }
    }
    if (from >= 0) {
      runs.add(new Run(from, to));
    }
    return runs;
  }

  /**
   * How often a slice is less bad by chance, as far as it must be told apart; 0 when not more than
   * {@value #FACTOR} times what is expected was bad in it.
   */
  private double surprise(int place, BigDecimal background, double roughBackground) {
    if (!slices.isKnown(place)) {
      return 0;
    }
    double roughly = roughSurprise(place, roughBackground);
    return Double.isNaN(roughly) ? exactSurprise(place, background) : roughly;
  }

  /** Asked for every slice: no number is made unless it is a close call, which is NaN. */
  private double roughSurprise(int place, double background) {
    double total = slices.total().roughlyBetween(place, place + 1);
    double bad = total - slices.good().roughlyBetween(place, place + 1);
    double expected = background * total;
    double close = CLOSE * (1 + total);
    double aboveFactor = bad - FACTOR * expected;
    // Below a million, doubles tell any two amounts with nine decimals apart.
    if (aboveFactor < -close || (bad <= 0 && total < MILLION)) {
      return 0;
    }
    return Math.abs(aboveFactor) <= close ? Double.NaN : below(bad - close, expected);
  }

  private double exactSurprise(int place, BigDecimal background) {
    BigDecimal good = slices.good(place);
    BigDecimal total = slices.total(place);
    if (good == null || total == null) {
      return 0;
    }
    BigDecimal expected = background.multiply(total);
    BigDecimal bad = total.subtract(good);
    return bad.compareTo(expected.multiply(BigDecimal.valueOf(FACTOR))) > 0
        ? below(bad.doubleValue(), expected.doubleValue())
        : 0;
  }

  /**
   * The probability that a Poisson count is below {@code bad}; more than {@value #RAISED} need not
   * be exact.
   *
   * @param bad more than {@value #FACTOR} times what is expected
   */
  private static double below(double bad, double expected) {
    if (expected > SURELY_RARE) {
      return 1;
    }
    double chance = StrictMath.exp(-expected);
    double below = 0;
    for (int count = 0; count < bad && below <= RAISED; count++) {
      below += chance;
      chance *= expected / (count + 1);
    }
    return below;
  }

  /** The background rate, rounded to 18 decimals; 0 where nothing is measured. */
  BigDecimal background() {
    List<Hour> all = new ArrayList<>();
    List<Hour> undisturbed = new ArrayList<>();
    long length = slices.sliceLength().toMillis();
    int hour = (int) Math.max(1, Duration.ofHours(1).toMillis() / length);
    for (int from = 0; from < excluded.length; from += hour) {
      int to = Math.min(excluded.length, from + hour);
      BigDecimal total = slices.total().between(from, to);
      BigDecimal bad = total.subtract(slices.good().between(from, to));
      if (total.signum() > 0 && isFree(excluded, from, to)) {
        all.add(new Hour(bad, total));
        if (isFree(open, from, to)) {
          undisturbed.add(new Hour(bad, total));
        }
      }
    }
    List<Hour> chosen = undisturbed.isEmpty() ? all : undisturbed;
    BigDecimal hourly = median(chosen);
    return hourly.signum() > 0 ? hourly : median(days(chosen));
  }

  private static List<Hour> days(List<Hour> hours) {
    List<Hour> days = new ArrayList<>();
    for (int from = 0; from + DAY <= hours.size(); from += DAY) {
      List<Hour> day = hours.subList(from, from + DAY);
      days.add(
          new Hour(
              day.stream().map(Hour::bad).reduce(BigDecimal.ZERO, BigDecimal::add),
              day.stream().map(Hour::total).reduce(BigDecimal.ZERO, BigDecimal::add)));
    }
    return days;
  }

  /**
   * The median, 0 where it is below. Doubles find the few ratios that can be in the middle: to sort
   * all of them as exact numbers takes far longer.
   */
  private static BigDecimal median(List<Hour> hours) {
    double[] rough = hours.stream().mapToDouble(Hour::roughRatio).toArray();
    double[] positive = Arrays.stream(rough).filter(ratio -> ratio > 0).sorted().toArray();
    int middle = (rough.length - 1) / 2 - (rough.length - positive.length);
    if (positive.length == 0 || middle < 0) {
      return BigDecimal.ZERO;
    }
    double close = CLOSE * positive[middle] + Math.ulp(1.0);
    double least = Math.max(Double.MIN_VALUE, positive[middle] - close);
    double most = positive[middle] + close;
    long smaller = Arrays.stream(positive).takeWhile(ratio -> ratio < least).count();
    return IntStream.range(0, rough.length)
        .filter(hour -> rough[hour] >= least && rough[hour] <= most)
        .mapToObj(hour -> hours.get(hour).ratio())
        .sorted()
        .skip(middle - smaller)
        .findFirst()
        .orElseThrow();
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
