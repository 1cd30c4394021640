package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.domain.statistics.EventCount;
import dev.aftermath.jobs.domain.statistics.GeometricMean;
import dev.aftermath.jobs.domain.statistics.KaplanMeier;
import dev.aftermath.jobs.domain.statistics.QuantileRanks;
import dev.aftermath.jobs.domain.statistics.Share;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One KPI in one period: its figure, with what so many cases allow to say about it. */
final class KpiPeriod {
  /** Of a share of fewer cases no interval is stated: it would be nearly everything. */
  private static final long FEWEST = 5;

  private final Statistic statistic;
  private final KpiFigure figure;
  private final long[] values;
  private final Optional<Bounds> interval;

  private KpiPeriod(Statistic statistic, KpiFigure figure, long[] ascending) {
    this.statistic = statistic;
    this.figure = figure;
    this.values = ascending;
    this.interval =
        switch (statistic) {
          case DURATION, NUMBER -> quantileInterval(0.5);
          case RATIO, SHARE ->
              figure.n() < FEWEST
                  ? Optional.empty()
                  : Optional.of(new Share(figure.total(), figure.n()).interval());
          case COUNT -> Optional.of(new EventCount(figure.n()).interval());
          case STOCK, AGE -> Optional.empty();
        };
  }

  /**
   * What was tallied in a period.
   *
   * @param stock how many are open at its end
   */
  static KpiPeriod of(KpiDefinition definition, KpiTally tally, long stock) {
    Statistic statistic = definition.statistic();
    long[] ascending = tally.ascending();
    return new KpiPeriod(
        statistic,
        statistic == Statistic.STOCK
            ? KpiFigure.ofStock(stock)
            : KpiFigure.of(definition, tally.n(), tally.total(), ascending),
        ascending);
  }

  /**
   * What was open when a period ended.
   *
   * @param ages how long, in seconds and ascending order
   */
  static KpiPeriod ofAges(KpiDefinition definition, long[] ages) {
    return new KpiPeriod(
        definition.statistic(),
        KpiFigure.of(definition, ages.length, Arrays.stream(ages).sum(), ages),
        ages);
  }

  KpiFigure figure() {
    return figure;
  }

  /** The period as a week that others are compared with. */
  KpiWeek week() {
    return new KpiWeek(figure.n(), figure.total(), figure.median(), interval.orElse(null));
  }

  /**
   * The columns from {@code n} to {@code kaplan_meier_median_seconds}.
   *
   * @param openSeconds how long what is open has lasted, in ascending order
   */
  @Nullable Object[] columns(long[] openSeconds) {
    boolean isDuration = statistic == Statistic.DURATION;
    boolean isInSeconds = statistic.isInSeconds();
    Optional<Bounds> p90 = isDuration ? quantileInterval(0.9) : Optional.empty();
    Optional<GeometricMean> geometric =
        isInSeconds ? GeometricMean.ofSorted(values) : Optional.empty();
    Optional<Bounds> geometricInterval =
        isDuration ? geometric.flatMap(GeometricMean::interval) : Optional.empty();
    OptionalDouble kaplanMeier =
        isDuration ? KaplanMeier.median(values, openSeconds) : OptionalDouble.empty();
    return new @Nullable Object[] {
      figure.n(),
      statistic.isPart() ? Long.valueOf(figure.total()) : null,
      isInSeconds ? figure.mean() : null,
      isInSeconds ? figure.median() : null,
      isInSeconds ? figure.p90() : null,
      geometric.map(GeometricMean::value).orElse(null),
      figure.value(),
      interval.map(Bounds::lower).orElse(null),
      interval.map(Bounds::upper).orElse(null),
      p90.map(Bounds::lower).orElse(null),
      p90.map(Bounds::upper).orElse(null),
      geometricInterval.map(Bounds::lower).orElse(null),
      geometricInterval.map(Bounds::upper).orElse(null),
      isDuration ? Long.valueOf(openSeconds.length) : null,
      kaplanMeier.isPresent() ? Double.valueOf(kaplanMeier.getAsDouble()) : null
    };
  }

  /**
   * Whether any column would be another if those that are open had lasted longer: what has lasted
   * longer than all others is at risk at each end that there was, and stays so.
   *
   * @param openSeconds in ascending order
   */
  boolean hangsOn(long[] openSeconds) {
    return statistic == Statistic.DURATION
        && openSeconds.length > 0
        && values.length > 0
        && openSeconds[0] <= values[values.length - 1];
  }

  private Optional<Bounds> quantileInterval(double fraction) {
    return QuantileRanks.of(values.length, fraction).map(ranks -> ranks.among(values));
  }
}
