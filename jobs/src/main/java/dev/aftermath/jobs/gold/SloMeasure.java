package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesReading;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one SLO counts into slices, once however many objectives and versions share it. Versions
 * that group by other labels share none, but the name: the keys of their groups differ.
 */
record SloMeasure(
    String slo, String service, String key, Indicator indicator, SliceGrid grid, Grouping grouping)
    implements Serializable {

  /** All that are counted from samples of series. */
  static List<SloMeasure> ofSeries(List<SloHistory> slos) {
    return all(slos).stream().filter(SloMeasure::isOfSeries).toList();
  }

  /** All that are counted from log lines. */
  static List<SloMeasure> ofLogs(List<SloHistory> slos) {
    return all(slos).stream()
        .filter(measure -> measure.indicator() instanceof Indicator.LogRatio)
        .toList();
  }

  /** All that are counted from incidents. */
  static List<SloMeasure> ofIncidents(List<SloHistory> slos) {
    return all(slos).stream()
        .filter(measure -> measure.indicator() instanceof Indicator.IncidentTime)
        .toList();
  }

  /** All that are counted from notices. */
  static List<SloMeasure> ofNotices(List<SloHistory> slos) {
    return all(slos).stream()
        .filter(measure -> measure.indicator() instanceof Indicator.NoticeTime)
        .toList();
  }

  /** All, those that are not computed among them. */
  static List<SloMeasure> all(List<SloHistory> slos) {
    Map<String, SloMeasure> measures = new LinkedHashMap<>();
    for (SloHistory history : slos) {
      for (SloDefinition version : history.versions()) {
        for (Objective objective : version.objectives()) {
          SloMeasure measure =
              new SloMeasure(
                  history.name(),
                  history.newest().service(),
                  objective.measure(),
                  objective.indicator(),
                  objective.grid(),
                  version.grouping());
          measures.putIfAbsent(
              String.join(
                  "\n", measure.slo(), measure.key(), measure.grouping().labels().toString()),
              measure);
        }
      }
    }
    return new ArrayList<>(measures.values());
  }

  /** How it reads series; only for those that are counted from them. */
  SeriesReading reading() {
    return SeriesReading.of(indicator).orElseThrow();
  }

  private boolean isOfSeries() {
    return SeriesReading.of(indicator).isPresent();
  }
}
