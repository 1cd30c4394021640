package dev.aftermath.jobs.domain.statistics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Beta;

/**
 * Weekly counts: a c-chart with exact limits. Given the sum of both stretches, the recent part of
 * it is binomial if nothing changed (Przyborowski and Wilenski, Homogeneity of Results in Testing
 * Samples from Poisson Series, Biometrika 31, 1940). Overdispersed counts are divided by their
 * dispersion first (quasi-likelihood, McCullagh and Nelder, Generalized Linear Models, section
 * 6.2).
 *
 * <p>The detectable change is relative: 0.5 is a rise by half.
 */
public class CountChart extends BehaviourChart<Long> {
  /** A chart. */
  public CountChart() {}

  @Override
  final boolean isUsable(Long week) {
    return true;
  }

  @Override
  final double[] standardised(List<Long> baseline) {
    double mean = mean(baseline);
    double error = mean == 0 ? 1 : Math.sqrt(mean);
    return baseline.stream().mapToDouble(week -> (week - mean) / error).toArray();
  }

  @Override
  final Chance chance(List<Long> recent, List<Long> baseline, double dispersion) {
    double now = sum(recent);
    double before = sum(baseline);
    double part = (double) recent.size() / (recent.size() + baseline.size());
    double error = dispersion * Math.sqrt((now + before) * part * (1 - part));
    double distance = error == 0 ? 0 : (now - (now + before) * part) / error;
    if (Math.abs(distance) < NEAR) {
      return Chance.near(distance);
    }
    double scale = dispersion * dispersion;
    return new Chance(
        atLeast(now / scale, before / scale, part), atLeast(before / scale, now / scale, 1 - part));
  }

  /** How likely so many or more of both fall into a part. */
  private static double atLeast(double count, double other, double part) {
    return count == 0 ? 1 : Beta.regularizedBeta(part, count, other + 1);
  }

  @Override
  final Optional<Bounds> usual(Long week, List<Long> baseline, double dispersion) {
    double root = Math.sqrt(mean(baseline));
    double reach = LIMIT * dispersion * Math.sqrt(1 + 1.0 / baseline.size()) / 2;
    long upper = Math.round((root + reach) * (root + reach));
    while (chance(List.of(upper), baseline, dispersion).up() < FALSE_ALARM) {
      upper--;
    }
    while (chance(List.of(upper + 1), baseline, dispersion).up() >= FALSE_ALARM) {
      upper++;
    }
    double least = Math.max(0, root - reach);
    long lower = Math.round(least * least);
    while (chance(List.of(lower), baseline, dispersion).down() < FALSE_ALARM) {
      lower++;
    }
    while (lower > 0 && chance(List.of(lower - 1), baseline, dispersion).down() >= FALSE_ALARM) {
      lower--;
    }
    return Optional.of(new Bounds((double) lower, (double) upper));
  }

  @Override
  Optional<Double> detectable(List<Long> baseline, double dispersion) {
    double root = Math.sqrt(mean(baseline));
    if (root == 0) {
      return Optional.empty();
    }
    // On the scale of square roots every count varies by a half (Anscombe, Biometrika 35, 1948).
    double error =
        dispersion / 2 * Math.sqrt(1.0 / Signal.Rule.FOUR_WEEKS.weeks() + 1.0 / baseline.size());
    double factor = 1 + detectableErrors() * error / root;
    return Optional.of(factor * factor - 1);
  }

  private static double mean(List<Long> weeks) {
    return (double) sum(weeks) / weeks.size();
  }

  private static long sum(List<Long> weeks) {
    return weeks.stream().mapToLong(Long::longValue).sum();
  }
}
