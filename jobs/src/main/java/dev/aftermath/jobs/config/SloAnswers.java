package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.util.ArrayList;
import java.util.List;

/** How an SLO is judged where OpenSLO leaves it open. */
public final class SloAnswers {
  private SloAnswers() {}

  /** What holds for every SLO: a line for each open question. */
  public static List<String> toEveryone() {
    return List.of(
        "Zero denominators: a slice or window without events has no ratio and is never good or bad;"
            + " the verdict is not_evaluable.",
        "Slices cut by a window's edge: a slice belongs to the window that it starts in, and counts"
            + " once it has ended.",
        "Zones: a calendar window must name one; a rolling one ends with the days of the report's"
            + " zone, and its months, quarters and years are counted back in UTC.",
        "1M, 1Q and 1Y: calendar lengths, never 30, 90 or 365 days.",
        "Daylight saving time: calendar windows keep wall-clock time, so a day may have 23 or 25"
            + " hours; rolling days have 24.",
        "Month ends: starts are counted from startTime and clamped: January 31, February 28.",
        "Composites: where slices are good or bad, one that is bad for any part is bad and weights"
            + " mean nothing; otherwise the parts' burn adds up by weight.",
        "gte in an alert condition: taken for gt, with a warning; alerts fire on strictly"
            + " greater.");
  }

  /** What was declared, or holds for want of a declaration: a line for each version. */
  public static List<String> of(List<SloDefinition> definitions) {
    List<String> lines = new ArrayList<>();
    for (SloHistory history : SloHistory.of(definitions)) {
      for (SloDefinition slo : history.versions()) {
        lines.add(
            slo.name()
                + (slo.effectiveFrom() == null ? "" : " from " + slo.effectiveFrom())
                + ": missing slices are "
                + slo.missing().word()
                + ", exclusions "
                + slo.exclusions().word()
                + ", "
                + window(slo)
                + (slo.grouping().labels().isEmpty()
                    ? ""
                    : ", one for each " + String.join(", ", slo.grouping().labels()))
                + ".");
      }
    }
    return lines;
  }

  private static String window(SloDefinition slo) {
    if (slo.window() instanceof CalendarWindow calendar) {
      return "calendar of " + calendar.length() + " in " + calendar.zone();
    }
    return slo.window() instanceof RollingWindow rolling
        ? "rolling " + rolling.length() + " to the end of each day of the report's zone"
        : slo.window().toString();
  }
}
