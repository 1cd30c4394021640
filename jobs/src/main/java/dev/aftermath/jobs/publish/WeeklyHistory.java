package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.Assessment;
import dev.aftermath.jobs.domain.statistics.BehaviourChart;
import dev.aftermath.jobs.domain.statistics.Signal;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the weeks up to a report's, judged by the rules that KPIs are judged by.
 *
 * @param <T> the figure of one week
 */
final class WeeklyHistory<T> {
  /** As many as a chart looks at: its own week, three more that it pools, and the one it drops. */
  private static final int WEEKS = BehaviourChart.BASELINE_WEEKS + 5;

  private final Map<String, T> byWeek = new HashMap<>();

  /** The labels of the weeks that count, oldest first, the report's own last. */
  static List<String> labels(ReportWeek week) {
    return week.lastWeeks(WEEKS).stream().map(ReportWeek::label).toList();
  }

  /** Takes the figure of a week. */
  void put(String label, T figure) {
    byWeek.put(label, figure);
  }

  /** The figure of the report's week; null where there is none. */
  @Nullable T at(ReportWeek week) {
    return byWeek.get(week.label());
  }

  /**
   * What the weeks before say about the report's.
   *
   * @param none the figure of a week that has none, after the first that has one
   * @param up what it means when the figure rises
   */
  Variation variation(ReportWeek week, BehaviourChart<T> chart, T none, Meaning up) {
    List<T> figures = new ArrayList<>();
    for (String label : labels(week)) {
      T figure = byWeek.get(label);
      if (figure != null) {
        figures.add(figure);
      } else if (!figures.isEmpty()) {
        figures.add(none);
      }
    }
    return figures.isEmpty() ? Variation.UNKNOWN : variation(chart.last(figures), up);
  }

  private static Variation variation(Assessment assessment, Meaning up) {
    return new Variation(
        assessment.signal().map(signal -> arrow(signal, up)).orElse(null),
        assessment.baselineWeekCount(),
        assessment.usual().map(bounds -> new Interval(bounds.lower(), bounds.upper())).orElse(null),
        assessment.detectableChange().orElse(null));
  }

  private static Arrow arrow(Signal signal, Meaning up) {
    Way way = Way.valueOf(signal.direction().name());
    Meaning down = up == Meaning.BETTER ? Meaning.WORSE : Meaning.BETTER;
    return new Arrow(way, Rule.valueOf(signal.rule().name()), way == Way.UP ? up : down);
  }
}
