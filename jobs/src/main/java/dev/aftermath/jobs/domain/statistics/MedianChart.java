package dev.aftermath.jobs.domain.statistics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Erf;

/**
 * Weekly medians of durations: an XmR chart on the logarithms, weeks weighted by their incidents,
 * since a median of 40 is known better than one of 10. What a week varies by chance comes from the
 * width of the medians' own intervals, pooled over all weeks compared (section 5.2 of
 * Hettmansperger and McKean, Robust Nonparametric Statistical Methods, reads a standard error from
 * an interval the same way).
 *
 * <p>The detectable change is relative: 0.5 is a rise by half.
 */
public final class MedianChart extends BehaviourChart<WeeklyMedian> {
  /** Over fewer incidents no arrow is drawn. */
  private static final long FEWEST = 20;

  /** A chart. */
  public MedianChart() {}

  @Override
  boolean isUsable(WeeklyMedian week) {
    return week.isUsable();
  }

  @Override
  double[] standardised(List<WeeklyMedian> baseline) {
    double error = Math.sqrt(unitVariance(baseline));
    double center = center(baseline);
    return baseline.stream()
        .mapToDouble(
            week -> error == 0 ? 0 : (week.log() - center) / error * Math.sqrt((double) week.n()))
        .toArray();
  }

  @Override
  Chance chance(List<WeeklyMedian> recent, List<WeeklyMedian> baseline, double dispersion) {
    double error = error(n(recent), n(baseline), baseline, dispersion);
    if (error == 0) {
      return Chance.near(0);
    }
    double distance = (center(recent) - center(baseline)) / error;
    boolean cannotFire = n(recent) < FEWEST || Math.abs(distance) < NEAR;
    return cannotFire ? Chance.near(distance) : new Chance(above(distance), above(-distance));
  }

  @Override
  Optional<Bounds> usual(WeeklyMedian week, List<WeeklyMedian> baseline, double dispersion) {
    double reach = LIMIT * error((double) week.n(), n(baseline), baseline, dispersion);
    double center = center(baseline);
    return reach == 0 || week.n() < FEWEST
        ? Optional.empty()
        : Optional.of(new Bounds(Math.exp(center - reach), Math.exp(center + reach)));
  }

  @Override
  Optional<Double> detectable(List<WeeklyMedian> baseline, double dispersion) {
    double fourWeeks = Signal.Rule.FOUR_WEEKS.weeks() * n(baseline) / baseline.size();
    double error = error(fourWeeks, n(baseline), baseline, dispersion);
    return error == 0 ? Optional.empty() : Optional.of(Math.expm1(detectableErrors() * error));
  }

  private static double error(
      double recent, double before, List<WeeklyMedian> baseline, double dispersion) {
    return dispersion * Math.sqrt(unitVariance(baseline) * (1 / recent + 1 / before));
  }

  /** A sum of counts, far below where a double would round it. */
  private static double n(List<WeeklyMedian> weeks) {
    return weeks.stream().mapToLong(WeeklyMedian::n).sum();
  }

  private static double center(List<WeeklyMedian> weeks) {
    double sum = 0;
    for (WeeklyMedian week : weeks) {
      sum += week.n() * week.log();
    }
    return sum / n(weeks);
  }

  /** 0 where no week has an interval. */
  private static double unitVariance(List<WeeklyMedian> weeks) {
    double sum = 0;
    long n = 0;
    for (WeeklyMedian week : weeks) {
      if (week.hasVariance()) {
        sum += week.n() * week.unitVariance();
        n += week.n();
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private static double above(double distance) {
    return Erf.erfc(distance / Math.sqrt(2)) / 2;
  }
}
