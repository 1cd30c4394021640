package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.statistics.GeometricMean;
import dev.aftermath.jobs.domain.statistics.Quantiles;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a definition makes of all the cases behind it.
 *
 * @param n the cases behind the figure; of a ratio or share its denominator
 * @param total the sum of what they bring; of a ratio or share its numerator
 * @param mean null unless values were measured of at least one case; so are median and p90
 * @param median exact, type 7
 * @param p90 the 90th percentile, exact, type 7
 * @param value the KPI's value; null where there is nothing to compute it of
 */
public record KpiFigure(
    long n,
    long total,
    @Nullable Double mean,
    @Nullable Double median,
    @Nullable Double p90,
    @Nullable Double value) {
  /** The figure of some values, in any order. */
  public static KpiFigure of(KpiDefinition definition, Collection<Long> values) {
    long[] ascending = values.stream().mapToLong(Long::longValue).sorted().toArray();
    return of(definition, ascending.length, Arrays.stream(ascending).sum(), ascending);
  }

  /** The figure of a stock. */
  public static KpiFigure ofStock(long open) {
    return new KpiFigure(open, open, null, null, null, (double) open);
  }

  /**
   * The figure of what was taken from cases.
   *
   * @param taken from how many
   * @param total the sum of the values
   * @param ascending the values in ascending order; read only where they are measured
   */
  public static KpiFigure of(KpiDefinition definition, long taken, long total, long[] ascending) {
    long n = definition.statistic() == KpiDefinition.Statistic.COUNT ? total : taken;
    Double mean = taken == 0 ? null : Double.valueOf((double) total / taken);
    Headline headline = definition.headline();
    if (headline == null) {
      Double value = definition.statistic().isPart() ? mean : Double.valueOf((double) n);
      return new KpiFigure(n, total, null, null, null, value);
    }
    Double median = quantile(ascending, 0.5);
    Double p90 = quantile(ascending, 0.9);
    Double value =
        switch (headline) {
          case MEAN -> mean;
          case MEDIAN -> median;
          case P90 -> p90;
          case GEOMETRIC_MEAN ->
              GeometricMean.ofSorted(ascending).map(GeometricMean::value).orElse(null);
        };
    return new KpiFigure(n, total, mean, median, p90, value);
  }

  private static @Nullable Double quantile(long[] ascending, double fraction) {
    return ascending.length == 0 ? null : Double.valueOf(Quantiles.ofSorted(ascending, fraction));
  }
}
