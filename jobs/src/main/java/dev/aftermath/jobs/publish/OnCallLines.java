package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.CountChart;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.reports.model.OnCallGapLine;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.OnCallLoadLine.Figure;
import dev.aftermath.reports.model.OnCallLoadLine.Measure;
import dev.aftermath.reports.model.Variation.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What being on call did to people in a week, and when nobody was. */
final class OnCallLines {
  private OnCallLines() {}

  /**
   * One line per group of teams that has a row for the week.
   *
   * @param rows of {@link InterruptionLoad}: the week and those before
   */
  static List<OnCallLoadLine> loads(List<Cells> rows, ReportWeek week) {
    Map<String, List<Cells>> groups = new TreeMap<>();
    for (Cells cells : rows) {
      groups.computeIfAbsent(cells.text("teams"), teams -> new ArrayList<>()).add(cells);
    }
    List<OnCallLoadLine> lines = new ArrayList<>();
    for (List<Cells> weeks : groups.values()) {
      weeks.stream()
          .filter(cells -> cells.text("week").equals(week.label()))
          .forEach(own -> lines.add(load(own, weeks, week)));
    }
    return lines;
  }

  private static OnCallLoadLine load(Cells own, List<Cells> weeks, ReportWeek week) {
    return new OnCallLoadLine(
        own.text("teams"),
        own.number("people_count"),
        own.number("shift_count"),
        own.row().<Double>getAs("incidents_per_shift"),
        Arrays.stream(Measure.values()).map(measure -> figure(measure, own, weeks, week)).toList());
  }

  private static Figure figure(Measure measure, Cells own, List<Cells> weeks, ReportWeek week) {
    String column = column(measure);
    WeeklyHistory<Long> history = new WeeklyHistory<>();
    weeks.forEach(cells -> history.put(cells.text("week"), cells.number(column)));
    return new Figure(
        measure, own.number(column), history.variation(week, new CountChart(), 0L, Meaning.WORSE));
  }

  private static String column(Measure measure) {
    return switch (measure) {
      case INTERRUPTIONS -> "interruption_count";
      case IN_BUSINESS_HOURS -> "business_count";
      case IN_OFF_HOURS -> "off_count";
      case IN_SLEEP -> "sleep_count";
      case DISTURBED_NIGHTS -> "disturbed_night_count";
      case OVERLOADED_SHIFTS -> "overloaded_shift_count";
    };
  }

  /**
   * Stretches in which nobody was on call, in the order of time.
   *
   * @param rows of {@link OnCallGaps}: those that touch the week
   */
  static List<OnCallGapLine> gaps(List<Cells> rows) {
    return rows.stream()
        .map(
            cells ->
                new OnCallGapLine(
                    cells.text("escalation_policy"),
                    cells.number("escalation_level"),
                    cells.instant("start_at"),
                    cells.instant("end_at"),
                    cells.number("gap_seconds"),
                    cells.number("other_level_covered_seconds")))
        .sorted(
            Comparator.comparing(OnCallGapLine::startedAt)
                .thenComparing(OnCallGapLine::escalationPolicy)
                .thenComparing(OnCallGapLine::escalationLevel))
        .toList();
  }
}
