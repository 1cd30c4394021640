package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.config.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.domain.statistics.EventCount;
import dev.aftermath.jobs.domain.statistics.GeometricMean;
import dev.aftermath.jobs.domain.statistics.KaplanMeier;
import dev.aftermath.jobs.domain.statistics.QuantileRanks;
import dev.aftermath.jobs.domain.statistics.Quantiles;
import dev.aftermath.jobs.domain.statistics.Share;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of one KPI in one period, with what so many incidents allow to say about them. */
final class KpiFigures {
  /** Of a share of fewer incidents no interval is stated: it would be nearly everything. */
  private static final long FEWEST = 5;

  private final Statistic statistic;
  private final long n;
  private final long total;
  private final long[] seconds;
  private final Optional<Bounds> interval;

  private KpiFigures(Statistic statistic, long n, long total, long[] seconds) {
    this.statistic = statistic;
    this.n = n;
    this.total = total;
    this.seconds = seconds;
    this.interval =
        switch (statistic) {
          case DURATION -> quantileInterval(0.5);
          case RATIO -> n < FEWEST ? Optional.empty() : Optional.of(new Share(total, n).interval());
          case COUNT -> Optional.of(new EventCount(n).interval());
          case STOCK -> Optional.empty();
        };
  }

  /**
   * The figures of a period.
   *
   * @param stock how many are open at its end
   */
  static KpiFigures of(Statistic statistic, KpiCell cell, long stock) {
    return switch (statistic) {
      case DURATION -> new KpiFigures(statistic, cell.n(), cell.total(), cell.sortedSeconds());
      case RATIO -> new KpiFigures(statistic, cell.n(), cell.total(), new long[0]);
      case COUNT -> new KpiFigures(statistic, cell.total(), cell.total(), new long[0]);
      case STOCK -> new KpiFigures(statistic, stock, stock, new long[0]);
    };
  }

  long n() {
    return n;
  }

  long total() {
    return total;
  }

  @Nullable Double median() {
    return quantile(0.5);
  }

  @Nullable Bounds interval() {
    return interval.orElse(null);
  }

  /** The columns from {@code n} to {@code kaplan_meier_median_seconds}. */
  @Nullable Object[] columns(long[] openSeconds) {
    boolean isDuration = statistic == Statistic.DURATION;
    Double ratio = n == 0 ? null : Double.valueOf((double) total / n);
    boolean isCount = statistic == Statistic.COUNT || statistic == Statistic.STOCK;
    Optional<Bounds> p90 = quantileInterval(0.9);
    Optional<GeometricMean> geometric = GeometricMean.ofSorted(seconds);
    return new @Nullable Object[] {
      n,
      statistic == Statistic.RATIO ? Long.valueOf(total) : null,
      isDuration ? ratio : null,
      median(),
      quantile(0.9),
      geometric.map(GeometricMean::value).orElse(null),
      isCount ? Double.valueOf((double) n) : ratio,
      interval.map(Bounds::lower).orElse(null),
      interval.map(Bounds::upper).orElse(null),
      p90.map(Bounds::lower).orElse(null),
      p90.map(Bounds::upper).orElse(null),
      geometric.map(mean -> mean.interval().lower()).orElse(null),
      geometric.map(mean -> mean.interval().upper()).orElse(null),
      isDuration ? Long.valueOf(openSeconds.length) : null,
      isDuration && KaplanMeier.median(seconds, openSeconds).isPresent()
          ? Double.valueOf(KaplanMeier.median(seconds, openSeconds).getAsDouble())
          : null
    };
  }

  private @Nullable Double quantile(double fraction) {
    return seconds.length == 0 ? null : Double.valueOf(Quantiles.ofSorted(seconds, fraction));
  }

  private Optional<Bounds> quantileInterval(double fraction) {
    return QuantileRanks.of(seconds.length, fraction).map(ranks -> ranks.among(seconds));
  }
}
