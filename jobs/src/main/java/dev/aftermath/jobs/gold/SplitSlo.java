package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.slo.BudgetPart;
import dev.aftermath.jobs.domain.slo.BudgetSplit;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One objective of an SLO and group with the split of its budget. */
record SplitSlo(MeasuredSlo slo, Objective objective, ObjectiveLedger gross, BudgetSplit split) {
  /** The windows of the table, by name. */
  static final String QUARTER = "quarter";

  static final String FOUR_WEEKS = "four_weeks";
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);

  /** The objectives of the newest version that were measured. */
  static List<SplitSlo> objectives(MeasuredSlo slo, IncidentSpans incidents, Instant asOf) {
    List<SplitSlo> objectives = new ArrayList<>();
    for (Objective objective : slo.history().newest().objectives()) {
      Optional<ObjectiveLedger> gross = slo.gross(objective);
      gross.ifPresent(
          ledger ->
              objectives.add(
                  new SplitSlo(
                      slo,
                      objective,
                      ledger,
                      BudgetSplit.of(ledger, slo.exclusions(), incidents.concerning(slo), asOf))));
    }
    return objectives;
  }

  /**
   * A window with its split.
   *
   * @param bad all that was bad in it
   * @param budget that of what has happened so far
   */
  record NamedWindow(
      String name,
      Interval interval,
      Instant evaluatedAt,
      BigDecimal bad,
      BigDecimal budget,
      List<BudgetPart> parts) {}

  /** All windows as of an instant, calendar ones from that of the first slice on. */
  List<NamedWindow> windows(ZoneId reportZone, Instant asOf) {
    List<NamedWindow> windows = new ArrayList<>();
    if (gross.timeline().size() == 0 || !gross.timeline().start(0).isBefore(asOf)) {
      return windows;
    }
    Window declared = slo.history().newest().window();
    windows.addAll(windows(SloWindows.DECLARED, declared, asOf));
    windows.addAll(
        windows(SloWindows.MONTH, CalendarWindow.natural(SpanUnit.MONTH, reportZone), asOf));
    windows.addAll(windows(QUARTER, CalendarWindow.natural(SpanUnit.QUARTER, reportZone), asOf));
    windows.addAll(windows(FOUR_WEEKS, new RollingWindow(Span.parse("28d")), asOf));
    return windows;
  }

  /** Whether something is strictly more than a fifth of a budget, compared exactly. */
  static boolean isMoreThanAFifth(BigDecimal bad, BigDecimal budget) {
    return bad.multiply(FIVE).compareTo(budget) > 0;
  }

  private List<NamedWindow> windows(String name, Window window, Instant asOf) {
    List<NamedWindow> windows = new ArrayList<>();
    Interval period = window.at(asOf);
    windows.add(evaluated(name, period, asOf));
    while (window instanceof CalendarWindow && period.start().isAfter(gross.timeline().start(0))) {
      period = window.at(period.start());
      windows.add(evaluated(name, period, period.end()));
    }
    return windows;
  }

  private NamedWindow evaluated(String name, Interval interval, Instant at) {
    long from = gross.timeline().placeAtOrAfter(interval.start());
    long to =
        Math.min(
            gross.timeline().placeAtOrAfter(interval.end()), gross.timeline().placesEndedBy(at));
    // As in the evaluation: at the period's end its last slice may not have ended yet.
    List<BudgetPart> parts =
        split.parts(new Interval(interval.start(), gross.timeline().start(Math.max(from, to))));
    return new NamedWindow(
        name,
        interval,
        at,
        gross.bad(from, Math.max(from, to)),
        gross.budget(from, Math.max(from, to)),
        parts);
  }
}
