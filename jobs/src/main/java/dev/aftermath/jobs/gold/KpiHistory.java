package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.statistics.Assessment;
import dev.aftermath.jobs.domain.statistics.BehaviourChart;
import dev.aftermath.jobs.domain.statistics.CountChart;
import dev.aftermath.jobs.domain.statistics.MedianChart;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.domain.statistics.ShareChart;
import dev.aftermath.jobs.domain.statistics.StockChart;
import dev.aftermath.jobs.domain.statistics.WeeklyMedian;
import java.util.ArrayList;
import java.util.List;

/** The weeks of one KPI in one segment so far, oldest first, and what they say about the last. */
final class KpiHistory {
  private final KpiDefinition definition;
  private final long asOfSecond;
  private final List<Long> counts = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();
  private final List<WeeklyMedian> medians = new ArrayList<>();
  private final List<KpiCell.Lasting> lasting = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param asOfSecond until when anything is known, in seconds since the epoch
   */
  KpiHistory(KpiDefinition definition, long asOfSecond) {
    this.definition = definition;
    this.asOfSecond = asOfSecond;
  }

  /** Adds the next week. */
  void add(KpiFigures figures) {
    switch (definition.statistic()) {
      case DURATION ->
          medians.add(WeeklyMedian.of(figures.n(), figures.median(), figures.interval()));
      case RATIO -> shares.add(new Share(figures.total(), figures.n()));
      case COUNT, STOCK -> counts.add(figures.n());
    }
  }

  /** What the weeks before say about the last. */
  Assessment last() {
    return switch (definition.statistic()) {
      case DURATION -> last(new MedianChart(), medians);
      case RATIO -> last(new ShareChart(), shares);
      case COUNT -> last(new CountChart(), counts);
      case STOCK -> last(new StockChart(), counts);
    };
  }

  private static <T> Assessment last(BehaviourChart<T> chart, List<T> weeks) {
    return chart.last(weeks);
  }

  /** Takes note of durations that began in a week and went on. */
  void addLasting(List<KpiCell.Lasting> began) {
    lasting.addAll(began);
  }

  /**
   * How long what is open has lasted, in ascending order. A KPI by opening asks about what was
   * opened in the week itself and has not ended by now; any other about all that was open when the
   * week ended, whenever it began.
   *
   * @param began what began in the week
   */
  long[] openSeconds(List<KpiCell.Lasting> began, long endSecond) {
    if (definition.cohort() == Cohort.OPENED) {
      return ages(began.stream().filter(it -> it.endSecond() == null).toList(), asOfSecond);
    }
    lasting.removeIf(it -> it.endSecond() != null && it.endSecond() < endSecond);
    return ages(lasting, endSecond);
  }

  /** The same of the whole history. */
  long[] openSeconds() {
    return openSeconds(lasting, asOfSecond);
  }

  private static long[] ages(List<KpiCell.Lasting> lasting, long second) {
    return lasting.stream()
        .filter(it -> it.isOpenAt(second))
        .mapToLong(it -> second - it.startSecond())
        .sorted()
        .toArray();
  }
}
