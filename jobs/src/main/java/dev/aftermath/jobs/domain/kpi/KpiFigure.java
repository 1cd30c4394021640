package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a definition makes of all the incidents behind it.
 *
 * @param n the incidents behind the figure; of a ratio or share its denominator
 * @param total the sum of what they bring; of a ratio or share its numerator
 * @param mean null unless values were measured of at least one incident; so are median and p90
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
  /** Logarithms are summed as whole numbers of this part, so that their order cannot matter. */
  private static final double LOGARITHM_PARTS = 1e9;

  /**
   * What is known of all values together.
   *
   * @param median null when nothing was measured
   * @param p90 null when nothing was measured
   * @param logarithms the sum of {@link #logarithm}; read only for a geometric mean
   */
  public record Sums(
      long n, long total, @Nullable Double median, @Nullable Double p90, long logarithms) {}

  /** The figure of some values, in any order. */
  public static KpiFigure of(KpiDefinition definition, Collection<Long> values) {
    long[] ascending = values.stream().mapToLong(Long::longValue).sorted().toArray();
    return of(
        definition,
        new Sums(
            ascending.length,
            Arrays.stream(ascending).sum(),
            quantile(ascending, 0.5),
            quantile(ascending, 0.9),
            Arrays.stream(ascending).map(KpiFigure::logarithm).sum()));
  }

  /** The figure of a stock. */
  public static KpiFigure ofStock(long open) {
    return new KpiFigure(open, open, null, null, null, (double) open);
  }

  /** The figure of values of which only the sums are known. */
  public static KpiFigure of(KpiDefinition definition, Sums sums) {
    long n = definition.statistic() == KpiDefinition.Statistic.COUNT ? sums.total : sums.n;
    Double mean = sums.n == 0 ? null : Double.valueOf((double) sums.total / sums.n);
    Headline headline = definition.headline();
    if (headline == null) {
      return new KpiFigure(
          n,
          sums.total,
          null,
          null,
          null,
          definition.statistic().isPart() ? mean : Double.valueOf((double) n));
    }
    Double value =
        switch (headline) {
          case MEAN -> mean;
          case MEDIAN -> sums.median;
          case P90 -> sums.p90;
          case GEOMETRIC_MEAN ->
              sums.n == 0
                  ? null
                  : Double.valueOf(
                      StrictMath.exp((double) sums.logarithms / sums.n / LOGARITHM_PARTS));
        };
    return new KpiFigure(n, sums.total, mean, sums.median, sums.p90, value);
  }

  /**
   * The natural logarithm in whole thousand-millionths. What is shorter than the unit counts as one
   * unit: nothing finer was measured, and a single 0 would make every geometric mean 0.
   */
  public static long logarithm(long value) {
    return Math.round(StrictMath.log((double) Math.max(1, value)) * LOGARITHM_PARTS);
  }

  /**
   * A quantile by linear interpolation between the two nearest values (type 7 of Hyndman and Fan),
   * rounded as Spark's {@code percentile} rounds.
   *
   * @return null when there are no values
   */
  public static @Nullable Double quantile(long[] ascending, double probability) {
    if (ascending.length == 0) {
      return null;
    }
    double at = probability * (ascending.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return ascending[below] == ascending[above]
        ? (double) ascending[below]
        : (above - at) * ascending[below] + (at - below) * ascending[above];
  }
}
