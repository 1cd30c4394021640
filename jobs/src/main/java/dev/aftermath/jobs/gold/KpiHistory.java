package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Lasting;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.statistics.Assessment;
import dev.aftermath.jobs.domain.statistics.BehaviourChart;
import dev.aftermath.jobs.domain.statistics.CountChart;
import dev.aftermath.jobs.domain.statistics.MedianChart;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.domain.statistics.ShareChart;
import dev.aftermath.jobs.domain.statistics.StockChart;
import dev.aftermath.jobs.domain.statistics.WeeklyMedian;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The weeks of one KPI in one segment so far, oldest first, and what they say about the last. */
final class KpiHistory {
  private final KpiDefinition definition;
  private final Clock clock;
  private final long asOfSecond;
  private final List<Long> counts = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();
  private final List<WeeklyMedian> medians = new ArrayList<>();
  private final List<Lasting> lasting = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param asOfSecond until when anything is known, in seconds since the epoch
   */
  KpiHistory(KpiDefinition definition, long asOfSecond) {
    this.definition = definition;
    this.clock =
        definition.measure() instanceof Measure.Elapsed elapsed
            ? elapsed.hours().clock()
            : Clock.AROUND_THE_CLOCK;
    this.asOfSecond = asOfSecond;
  }

  /** Adds the next week. */
  void add(KpiWeek week) {
    switch (definition.statistic()) {
      case DURATION -> medians.add(WeeklyMedian.of(week.n(), week.median(), week.interval()));
      case RATIO, SHARE -> shares.add(new Share(week.total(), week.n()));
      case COUNT, STOCK -> counts.add(week.n());
      // Small whole numbers, often 0; and the same cases week after week: no chart is for these.
      case NUMBER, AGE -> {}
    }
  }

  /** What the weeks before say about the last. */
  Assessment last() {
    return switch (definition.statistic()) {
      case DURATION -> last(new MedianChart(), medians);
      case RATIO, SHARE -> last(new ShareChart(), shares);
      case COUNT -> last(new CountChart(), counts);
      case STOCK -> last(new StockChart(), counts);
      case NUMBER, AGE -> Assessment.NONE;
    };
  }

  private static <T> Assessment last(BehaviourChart<T> chart, List<T> weeks) {
    return chart.last(weeks);
  }

  /** Takes note of durations that began in a week and went on. */
  void addLasting(List<Lasting> began) {
    lasting.addAll(began);
  }

  /**
   * How long what is open has lasted, in ascending order. A KPI by opening asks about what was
   * opened in the week itself and has not ended by now; any other about all that was open when the
   * week ended, whenever it began.
   *
   * @param began what began in the week
   */
  long[] openSeconds(List<Lasting> began, long endSecond) {
    if (agesOn()) {
      return ages(began.stream().filter(Lasting::isOpen).toList(), asOfSecond);
    }
    lasting.removeIf(it -> it.endSecond() < endSecond);
    return ages(lasting, endSecond);
  }

  /** Whether {@link #openSeconds} of a week that is over goes on growing. */
  boolean agesOn() {
    return definition.statistic() == Statistic.DURATION
        && definition.cohort() == definition.subject().begin();
  }

  private long[] ages(List<Lasting> those, long second) {
    Instant until = Instant.ofEpochSecond(second);
    return those.stream()
        .filter(it -> it.isOpenAt(second))
        .mapToLong(it -> clock.secondsBetween(Instant.ofEpochSecond(it.startSecond()), until))
        .sorted()
        .toArray();
  }
}
