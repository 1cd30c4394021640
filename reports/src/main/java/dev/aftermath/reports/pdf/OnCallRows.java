package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.OnCallGapLine;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.OnCallLoadLine.Figure;
import dev.aftermath.reports.model.OnCallLoadLine.Measure;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows about being on call. */
final class OnCallRows {
  private OnCallRows() {}

  static List<Map<String, ?>> loads(WeeklyReport report) {
    return report.promises().loads().stream()
        .limit(BudgetRows.MOST_ROWS)
        .<Map<String, ?>>map(OnCallRows::load)
        .toList();
  }

  private static Map<String, ?> load(OnCallLoadLine line) {
    Map<String, Object> row = new HashMap<>();
    row.put("teams", Figures.text(line.teams()));
    row.put(
        "people",
        "%s people, %s shifts, %s incidents a shift"
            .formatted(
                Figures.count(line.peopleCount()),
                Figures.count(line.shiftCount()),
                String.format(Locale.ENGLISH, "%.2f", line.incidentsPerShift())));
    for (Figure figure : line.figures()) {
      String field = field(figure.measure());
      Variation variation = figure.variation();
      row.put(field, PromiseWords.mark(variation.arrow()) + Figures.count(figure.count()));
      row.put(field + "Usual", usual(variation));
      row.put(field + "Tone", variation.arrow() == null ? "" : PromiseWords.tone(variation));
    }
    return row;
  }

  private static String usual(Variation variation) {
    Interval usual = variation.usual();
    return usual == null
        ? ""
        : "%s – %s"
            .formatted(
                Figures.value(Unit.COUNT, usual.lower()), Figures.value(Unit.COUNT, usual.upper()));
  }

  private static String field(Measure measure) {
    return switch (measure) {
      case INTERRUPTIONS -> "interruptions";
      case IN_BUSINESS_HOURS -> "business";
      case IN_OFF_HOURS -> "off";
      case IN_SLEEP -> "sleep";
      case DISTURBED_NIGHTS -> "nights";
      case OVERLOADED_SHIFTS -> "shifts";
    };
  }

  static List<Map<String, ?>> gaps(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.promises().gaps().stream()
        .limit(BudgetRows.MOST_ROWS)
        .<Map<String, ?>>map(line -> gap(line, zone))
        .toList();
  }

  private static Map<String, ?> gap(OnCallGapLine line, ZoneId zone) {
    long uncovered = line.gapSeconds() - line.otherLevelCoveredSeconds();
    return Map.of(
        "policy", Figures.text(line.escalationPolicy()),
        "level", Figures.count(line.escalationLevel()),
        "started", Figures.shortMoment(line.startedAt(), zone),
        "ended", Figures.shortMoment(line.endedAt(), zone),
        "gap", Figures.duration(line.gapSeconds()),
        "uncovered", Figures.duration(uncovered),
        "tone", uncovered > 0 ? "bad" : "");
  }
}
