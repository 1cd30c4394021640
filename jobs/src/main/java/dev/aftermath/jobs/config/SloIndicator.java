package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelMatcher;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesQuery;

/** What an SLI measures, before an objective says what a threshold is compared to. */
sealed interface SloIndicator {

  /** The same for every objective. */
  record Whole(Indicator indicator) implements SloIndicator {}

  /** A threshold metric: each objective brings an operator and a value. */
  record Compared(SloMetric metric) implements SloIndicator {}

  /** An indicator of no use, for a reason. */
  static SloIndicator notComputed(String reason) {
    return new Whole(new Indicator.NotComputed(reason));
  }

  /** Notes that something is said of histograms where none is read. */
  static void refuseHistogram(SloMetric metric, String reason) {
    if (metric instanceof SloMetric.Series series && series.histogram().place() != null) {
      YamlNode place = series.histogram().place();
      place.problems().at(place, "histogram and inexactBucket say nothing here: " + reason);
    }
  }

  /** Whether a selector names the buckets of a histogram. */
  static boolean namesBuckets(SeriesQuery query) {
    return query.selector().matchers().stream()
        .anyMatch(
            matcher ->
                matcher.label().equals(LabelSelector.NAME_LABEL)
                    && matcher.operator() == LabelMatcher.Operator.EQUAL
                    && matcher.value().endsWith("_bucket"));
  }
}
