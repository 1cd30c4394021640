package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.DayEnds;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates SLOs at the ends of days over their own windows and over those of the calendar, each
 * day by the version in force at its end. Keeps the windows of the days from one SLO to the next;
 * for one thread.
 */
public final class DailyEvaluations {
  /** The name of the SLO's own window. */
  public static final String DECLARED = "declared";

  private final ReportCalendar calendar;
  private final Map<String, Window> calendarWindows;
  private final Instant asOf;
  private final Predicate<LocalDate> wanted;
  private final DayEnds dayEnds = new DayEnds();

  /** Days that have ended as of an instant. */
  public DailyEvaluations(ReportCalendar calendar, Instant asOf) {
    this(calendar, asOf, day -> true);
  }

  /** Those of the days that have ended as of an instant which are wanted. */
  public DailyEvaluations(ReportCalendar calendar, Instant asOf, Predicate<LocalDate> wanted) {
    this.wanted = wanted;
    this.calendar = calendar;
    this.calendarWindows = calendar.windows();
    this.asOf = asOf;
  }

  /**
   * One objective over one window at the end of one day.
   *
   * @param windowName {@link #DECLARED} or a name of {@link ReportCalendar#windows()}
   * @param day of the zone of the declared window, of a rolling one that of the report
   * @param ruling the version in force
   * @param net {@code gross} itself where no exclusion is approved
   */
  public record OfDay(
      String windowName,
      Window window,
      LocalDate day,
      Instant evaluatedAt,
      SloDefinition ruling,
      String definitionDigest,
      SloEvaluation gross,
      SloEvaluation net,
      BurnRates burnRates) {

    /** The pace of {@link BurnRateFormulas#daysToExhaustion} at a burn rate. */
    public @Nullable Double daysToExhaustion(@Nullable Double burnRate) {
      Double consumed = gross.budgetConsumedRatio();
      if (burnRate == null || consumed == null) {
        return null;
      }
      double length = days(gross.window());
      double elapsed = days(new Interval(gross.window().start(), evaluatedAt));
      return BurnRateFormulas.daysToExhaustion(length, elapsed, consumed, burnRate).orElse(null);
    }

    private static double days(Interval interval) {
      return Duration.between(interval.start(), interval.end()).toMillis()
          / (double) Duration.ofDays(1).toMillis();
    }
  }

  /** The burn rates of the time before an instant; null where nothing happened or no budget is. */
  public record BurnRates(
      @Nullable Double oneHour,
      @Nullable Double sixHours,
      @Nullable Double oneDay,
      @Nullable Double threeDays,
      @Nullable Double sevenDays) {

    static BurnRates at(WindowLedger ledger, Instant evaluation) {
      return new BurnRates(
          before(ledger, evaluation, Duration.ofHours(1)),
          before(ledger, evaluation, Duration.ofHours(6)),
          before(ledger, evaluation, Duration.ofDays(1)),
          before(ledger, evaluation, Duration.ofDays(3)),
          before(ledger, evaluation, Duration.ofDays(7)));
    }

    private static @Nullable Double before(
        WindowLedger ledger, Instant evaluation, Duration length) {
      return ledger.consumed(new Interval(evaluation.minus(length), evaluation), evaluation);
    }
  }

  /** All objectives, windows and days of an SLO, from the day of its first slice on. */
  public List<OfDay> of(MeasuredSlo slo) {
    List<OfDay> rows = new ArrayList<>();
    Optional<Instant> first = slo.firstSlice();
    if (first.isEmpty()) {
      return rows;
    }
    Ledgers ledgers = new Ledgers(slo);
    DeclaredDays.between(first.get(), asOf, calendar.zone())
        .filter(wanted)
        .forEach(day -> addDay(ledgers, day, rows));
    return rows;
  }

  private void addDay(Ledgers ledgers, LocalDate day, List<OfDay> rows) {
    Instant reportEnd = dayEnds.end(day, calendar.zone());
    Instant declaredEnd = DeclaredDays.end(ledgers.slo.history(), day, calendar.zone(), dayEnds);
    addWindow(ledgers, day, declaredEnd, DECLARED, rows);
    for (String name : calendarWindows.keySet()) {
      addWindow(ledgers, day, reportEnd, name, rows);
    }
  }

  private void addWindow(
      Ledgers ledgers, LocalDate day, Instant end, String name, List<OfDay> rows) {
    if (end.isAfter(asOf)) {
      return;
    }
    SloDefinition ruling = ledgers.slo.history().before(end);
    Window window = calendarWindows.getOrDefault(name, ruling.window());
    Interval interval = dayEnds.window(window, end);
    for (Ledgers.OfObjective each : ledgers.under(ruling)) {
      if (!each.gross().firstSlice().orElse(Instant.MAX).isBefore(end)) {
        continue;
      }
      SloEvaluation gross = each.gross().evaluate(interval, end);
      rows.add(
          new OfDay(
              name,
              window,
              day,
              end,
              ruling,
              each.gross().definitionDigestAt(end),
              gross,
              each.net() == each.gross() ? gross : each.net().evaluate(interval, end),
              each.burnRatesAt(end)));
    }
  }

  /** The ledgers of one SLO, made once for each version that judges it. */
  private static final class Ledgers {
    private final MeasuredSlo slo;
    private final IdentityHashMap<SloDefinition, List<OfObjective>> byVersion =
        new IdentityHashMap<>();

    Ledgers(MeasuredSlo slo) {
      this.slo = slo;
    }

    List<OfObjective> under(SloDefinition ruling) {
      return byVersion.computeIfAbsent(ruling, this::made);
    }

    private List<OfObjective> made(SloDefinition ruling) {
      List<OfObjective> ledgers = new ArrayList<>();
      for (Objective objective : ruling.objectives()) {
        slo.gross(ruling, objective)
            .ifPresent(gross -> ledgers.add(new OfObjective(gross, net(ruling, objective, gross))));
      }
      if (ruling.kind() == SloDefinition.Kind.COMPOSITE) {
        slo.grossComposite(ruling)
            .ifPresent(gross -> ledgers.add(new OfObjective(gross, netComposite(ruling, gross))));
      }
      return ledgers;
    }

    private WindowLedger net(SloDefinition ruling, Objective objective, WindowLedger gross) {
      return slo.hasExclusions() ? slo.net(ruling, objective).orElseThrow() : gross;
    }

    private WindowLedger netComposite(SloDefinition ruling, WindowLedger gross) {
      return slo.hasExclusions() ? slo.netComposite(ruling).orElseThrow() : gross;
    }

    /** The ledgers of one objective, and its burn rates, which are the same for all windows. */
    private static final class OfObjective {
      private final WindowLedger gross;
      private final WindowLedger net;
      private final Map<Instant, BurnRates> burnRates = new HashMap<>();

      OfObjective(WindowLedger gross, WindowLedger net) {
        this.gross = gross;
        this.net = net;
      }

      WindowLedger gross() {
        return gross;
      }

      WindowLedger net() {
        return net;
      }

      BurnRates burnRatesAt(Instant evaluation) {
        return burnRates.computeIfAbsent(evaluation, at -> BurnRates.at(gross, at));
      }
    }
  }
}
