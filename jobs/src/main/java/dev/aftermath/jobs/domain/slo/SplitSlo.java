package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One objective of one version of an SLO and group, with the split of its budget. It has the
 * windows that were evaluated while the version was in force, and tells of what began then. All is
 * split as though the version had stayed in force: a later one changes nothing of it.
 */
public final class SplitSlo {
  /** The windows that every objective has besides its own, by name. */
  public static final String MONTH = "month";

  /** Quarters of the calendar. */
  public static final String QUARTER = "quarter";

  /** The four weeks up to the evaluation. */
  public static final String FOUR_WEEKS = "four_weeks";

  private static final BigDecimal FIVE = BigDecimal.valueOf(5);
  private static final Duration TWENTY_EIGHT_DAYS = Duration.ofDays(28);

  private final MeasuredSlo slo;
  private final Reign reign;
  private final Instant since;
  private final Objective objective;
  private final ObjectiveLedger gross;
  private final BudgetSplit split;
  private final Instant asOf;
  private final String digest;

  private SplitSlo(
      MeasuredSlo slo,
      Reign reign,
      Instant since,
      Objective objective,
      ObjectiveLedger gross,
      BudgetSplit split,
      Instant asOf) {
    this.slo = slo;
    this.reign = reign;
    this.since = since;
    this.objective = objective;
    this.gross = gross;
    this.split = split;
    this.asOf = asOf;
    this.digest = reign.version().digest();
  }

  /**
   * The measured objectives of all versions that were in force by an instant.
   *
   * @param incidents that concern an SLO as one of its versions has it
   */
  public static List<SplitSlo> objectives(
      MeasuredSlo slo, Function<MeasuredSlo, List<IncidentSpan>> incidents, Instant asOf) {
    List<SplitSlo> objectives = new ArrayList<>();
    Set<String> begun = new HashSet<>();
    for (Reign reign : slo.history().reigns()) {
      Optional<MeasuredSlo> known =
          reign.after().isBefore(asOf) ? slo.knownUnder(reign.version()) : Optional.empty();
      if (known.isEmpty()) {
        continue;
      }
      List<IncidentSpan> concerning = incidents.apply(known.get());
      for (Objective objective : reign.version().objectives()) {
        Optional<ObjectiveLedger> gross = known.get().gross(objective);
        if (gross.isPresent()) {
          // The first version that has an objective rules all time before.
          Instant since = begun.add(objective.name()) ? Instant.MIN : reign.after();
          BudgetSplit split =
              BudgetSplit.of(gross.get(), known.get().exclusions(), concerning, asOf);
          objectives.add(new SplitSlo(slo, reign, since, objective, gross.get(), split, asOf));
        }
      }
    }
    return objectives;
  }

  /**
   * A window with its split.
   *
   * @param bad all that was bad in it
   * @param budget that of what has happened so far
   */
  public record NamedWindow(
      String name,
      Interval interval,
      Instant evaluatedAt,
      BigDecimal bad,
      BigDecimal budget,
      List<BudgetPart> parts) {}

  /** The version. */
  public SloDefinition version() {
    return reign.version();
  }

  /** The version's digest, which takes longer to compute than a row to make. */
  public String digest() {
    return digest;
  }

  /** The objective as the version has it. */
  public Objective objective() {
    return objective;
  }

  /** The key of the group. */
  public String group() {
    return slo.group();
  }

  /** The tenant that the group stands for; null when the SLO is not grouped by tenant. */
  public @Nullable String tenant() {
    return slo.tenant();
  }

  /**
   * All windows that were evaluated under the version: the periods that ended meanwhile, from that
   * of the first slice on, and if it is in force those that run.
   *
   * @param reportZone of the months and quarters
   */
  public List<NamedWindow> windows(ZoneId reportZone) {
    List<NamedWindow> windows = new ArrayList<>();
    if (gross.timeline().size() == 0 || !gross.timeline().start(0).isBefore(asOf)) {
      return windows;
    }
    addWindows(windows, DailyEvaluations.DECLARED, version().window());
    addWindows(windows, MONTH, CalendarWindow.natural(SpanUnit.MONTH, reportZone));
    addWindows(windows, QUARTER, CalendarWindow.natural(SpanUnit.QUARTER, reportZone));
    addWindows(windows, FOUR_WEEKS, new RollingWindow(Span.parse("28d")));
    return windows;
  }

  /** The costly dips that began while the version was in force. */
  public List<Dip> dips() {
    return split.dips().stream().filter(dip -> dip.isCostly() && tellsOf(dip.start())).toList();
  }

  /** The incidents that were opened while the version was in force, but own no costly dip. */
  public List<IncidentSpan> incidentsWithoutDip() {
    return split.incidentsWithoutDip().stream()
        .filter(incident -> tellsOf(incident.openedAt()))
        .toList();
  }

  /** Whether what began at an instant is told of by this version and not by another one. */
  public boolean tellsOf(Instant beginning) {
    return !beginning.isBefore(since) && beginning.isBefore(reign.until());
  }

  /** The records of incidents that were opened while the version was in force, beside the SLI. */
  public List<PaperworkGap> paperworkGaps() {
    return split.measuredIncidents().stream()
        .filter(incident -> tellsOf(incident.openedAt()))
        .map(incident -> PaperworkGap.of(gross, incident, asOf))
        .toList();
  }

  /**
   * What was bad in a dip as a share of the budget of the four weeks up to the evaluation, by the
   * version then in force.
   *
   * @return null when the dip began before them, when that version lacks the objective or counts
   *     another unit, and where there is no budget
   */
  public @Nullable Double shareOfFourWeeks(Dip dip) {
    Instant from = asOf.minus(TWENTY_EIGHT_DAYS);
    SloDefinition inForce = slo.history().before(asOf);
    if (dip.start().isBefore(from) || inForce.method() != version().method()) {
      return null;
    }
    return inForce.objectives().stream()
        .filter(each -> each.name().equals(objective.name()))
        .findFirst()
        .flatMap(each -> slo.gross(inForce, each))
        .map(
            ledger ->
                Ratio.of(
                    dip.bad(),
                    ledger.budget(
                        ledger.timeline().placeAtOrAfter(from),
                        ledger.timeline().placesEndedBy(asOf))))
        .orElse(null);
  }

  /**
   * The ledger by the version's method and rules in which each slice is that of the version that
   * rules it, also after this one's time.
   */
  public ObjectiveLedger throughout() {
    return slo.gross(version(), objective).orElse(gross);
  }

  /** Whether something is strictly more than a fifth of a budget, compared exactly. */
  public static boolean isMoreThanAFifth(BigDecimal bad, BigDecimal budget) {
    return bad.multiply(FIVE).compareTo(budget) > 0;
  }

  private void addWindows(List<NamedWindow> windows, String name, Window window) {
    if (window instanceof CalendarWindow) {
      Instant first = gross.timeline().start(0);
      Instant earliest = first.isAfter(reign.after()) ? first : reign.after();
      Instant latest = reign.judges(asOf) ? asOf : reign.until();
      Stream.iterate(window.at(latest), period -> window.at(period.start()))
          .takeWhile(period -> period.end().isAfter(earliest))
          .filter(period -> reign.judges(evaluationOf(period)))
          .map(period -> evaluated(name, period, evaluationOf(period)))
          .forEach(windows::add);
    } else if (reign.judges(asOf)) {
      windows.add(evaluated(name, window.at(asOf), asOf));
    }
  }

  private Instant evaluationOf(Interval period) {
    return period.end().isAfter(asOf) ? asOf : period.end();
  }

  private NamedWindow evaluated(String name, Interval interval, Instant at) {
    SliceTimeline slices = gross.timeline();
    long from = slices.placeAtOrAfter(interval.start());
    long to = Math.min(slices.placeAtOrAfter(interval.end()), slices.placesEndedBy(at));
    // As in the evaluation: at the period's end its last slice may not have ended yet.
    long end = Math.max(from, to);
    return new NamedWindow(
        name,
        interval,
        at,
        gross.bad(from, end),
        gross.budget(from, end),
        split.parts(new Interval(interval.start(), slices.start(end))));
  }
}
