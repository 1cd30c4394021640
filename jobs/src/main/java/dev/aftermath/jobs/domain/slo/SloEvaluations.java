package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates an SLO: now, or at the end of each day. */
public final class SloEvaluations {
  private SloEvaluations() {}

  /**
   * Every objective, and the whole of a composite, over the SLO's own window as of one instant: by
   * the version in force then, each slice judged by the version that ruled it.
   *
   * @param timeline the slices of every indicator of every version
   * @throws IllegalArgumentException when the timeline's slices do not make those of an objective
   */
  public static List<SloEvaluation> at(SloHistory slo, SliceTimeline timeline, Instant evaluation) {
    SloDefinition ruling = slo.before(evaluation);
    Interval window = ruling.window().at(evaluation);
    MeasuredSlo measured =
        new MeasuredSlo(slo, Grouping.WHOLE, forEveryIndicator(slo, timeline), List.of());
    List<SloEvaluation> evaluations = new ArrayList<>();
    for (Objective objective : ruling.objectives()) {
      measured
          .gross(ruling, objective)
          .ifPresent(ledger -> evaluations.add(ledger.evaluate(window, evaluation)));
    }
    if (ruling.kind() == SloDefinition.Kind.COMPOSITE) {
      measured
          .grossComposite(ruling)
          .ifPresent(ledger -> evaluations.add(ledger.evaluate(window, evaluation)));
    }
    return evaluations;
  }

  private static Map<String, SliceTimeline> forEveryIndicator(
      SloHistory slo, SliceTimeline timeline) {
    Map<String, SliceTimeline> byMeasure = new HashMap<>();
    for (SloDefinition version : slo.versions()) {
      version.objectives().forEach(each -> byMeasure.put(each.measure(), timeline));
    }
    return byMeasure;
  }

  /** The evaluation at the end of a day. */
  public record OfDay(LocalDate day, Instant evaluatedAt, SloEvaluation evaluation) {}

  /**
   * One objective at the end of every day of a zone that has ended, from the day of the first
   * measured slice on.
   */
  public static List<OfDay> daily(
      ObjectiveLedger ledger, Window window, ZoneId zone, Instant asOf) {
    List<OfDay> days = new ArrayList<>();
    if (ledger.timeline().size() == 0) {
      return days;
    }
    LocalDate day = ledger.timeline().start(0).atZone(zone).toLocalDate();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    while (!end.isAfter(asOf)) {
      days.add(new OfDay(day, end, ledger.evaluate(window.at(end), end)));
      day = day.plusDays(1);
      end = day.plusDays(1).atStartOfDay(zone).toInstant();
    }
    return days;
  }
}
