package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Evaluates an SLO: now, or at the end of each day. */
public final class SloEvaluations {
  private SloEvaluations() {}

  /**
   * Every objective over the SLO's own window, as of one instant.
   *
   * @throws IllegalArgumentException when the timeline's slices do not make those of an objective
   */
  public static List<SloEvaluation> at(
      SloDefinition slo, SliceTimeline timeline, Instant evaluation) {
    return slo.objectives().stream()
        .map(
            objective ->
                ObjectiveLedger.of(slo, objective, timeline)
                    .evaluate(slo.window().at(evaluation), evaluation))
        .toList();
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
