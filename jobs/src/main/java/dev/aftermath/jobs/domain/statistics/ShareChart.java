package dev.aftermath.jobs.domain.statistics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Weekly shares: a p-chart with exact limits, Fisher's exact test of the recent weeks against the
 * baseline (Fisher, Statistical Methods for Research Workers, section 21.02). Overdispersed counts
 * are divided by their dispersion first, as Laney's p′-chart widens its limits.
 *
 * <p>The detectable change is a difference of shares: 0.1 is ten percentage points.
 */
public final class ShareChart extends BehaviourChart<Share> {
  /** A chart. */
  public ShareChart() {}

  @Override
  boolean isUsable(Share week) {
    return week.n() > 0;
  }

  @Override
  double[] standardised(List<Share> baseline) {
    Share all = Share.sum(baseline);
    return baseline.stream().mapToDouble(week -> distance(week, all, 0)).toArray();
  }

  /** In standard errors of the difference; 0 where the baseline has all or none. */
  private static double distance(Share week, Share all, double ofBaseline) {
    double p = (double) all.having() / all.n();
    double error = Math.sqrt(p * (1 - p) * (1.0 / week.n() + ofBaseline / all.n()));
    return error == 0 ? 0 : ((double) week.having() / week.n() - p) / error;
  }

  @Override
  Chance chance(List<Share> recent, List<Share> baseline, double dispersion) {
    Share now = scaled(Share.sum(recent), dispersion);
    Share before = scaled(Share.sum(baseline), dispersion);
    if (now.n() == 0 || before.n() == 0) {
      return Chance.near(0);
    }
    Share both = Share.sum(List.of(now, before));
    double distance = distance(now, both, 1);
    if (Math.abs(distance) < NEAR) {
      return Chance.near(distance);
    }
    var drawn =
        new HypergeometricDistribution(
            null,
            Math.toIntExact(both.n()),
            Math.toIntExact(both.having()),
            Math.toIntExact(now.n()));
    int having = Math.toIntExact(now.having());
    return new Chance(
        drawn.upperCumulativeProbability(having), drawn.cumulativeProbability(having));
  }

  private static Share scaled(Share share, double dispersion) {
    double scale = dispersion * dispersion;
    long having = Math.round(share.having() / scale);
    return new Share(having, having + Math.round((share.n() - share.having()) / scale));
  }

  /** The exact limits have no closed form. */
  @Override
  Optional<Bounds> usual(Share week, List<Share> baseline, double dispersion) {
    return Optional.empty();
  }

  @Override
  Optional<Double> detectable(List<Share> baseline, double dispersion) {
    Share all = Share.sum(baseline);
    // Two of each added (Agresti and Coull, The American Statistician 52, 1998): none or all of
    // them so far does not mean that none can ever come.
    double p = (all.having() + 2.0) / (all.n() + 4.0);
    double fourWeeks = (double) Signal.Rule.FOUR_WEEKS.weeks() * all.n() / baseline.size();
    double error = Math.sqrt(p * (1 - p) * (1 / fourWeeks + 1.0 / all.n()));
    return Optional.of(detectableErrors() * dispersion * error);
  }
}
