package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.DailyEvaluations;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.WindowColumns;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Figures of one SLO, and what is told of them, without tables. */
record Explained(
    SloHistory history,
    String group,
    Map<String, SliceTimeline> timelines,
    List<Maintenance> maintenance) {

  /** All rows that the table has of it. */
  List<ExplainedFigure> figures(ZoneId zone, Instant asOf) {
    MeasuredSlo slo =
        new MeasuredSlo(
            history, group, timelines, maintenance.stream().map(Maintenance::exclusion).toList());
    return WindowColumns.of(slo, new DailyEvaluations(ReportCalendar.in(zone), asOf)).stream()
        .map(ExplainedFigure::new)
        .toList();
  }

  List<String> lines(ExplainedFigure figure) {
    return lines(figure, history);
  }

  /** What is told where the settings have other versions by now. */
  List<String> lines(ExplainedFigure figure, SloHistory now) {
    ExplanationBasis basis = ExplanationBasis.of(figure, now, timelines, maintenance).orElse(null);
    ExplanationLines lines = ExplanationLines.none();
    new ExplanationArithmetic(figure, basis, lines).tell();
    new ExplanationBounds(figure, basis, lines).tell();
    new ExplanationNet(figure, basis, lines).tell();
    new ExplanationPaces(figure, basis, lines).tell();
    if (basis != null) {
      new ExplanationSlices(basis, lines).tell();
    }
    return lines.all();
  }
}
