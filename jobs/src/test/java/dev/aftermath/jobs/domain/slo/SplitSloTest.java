package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * March and April in slices of an hour with 100 requests each. By the old indicator one is bad in
 * each, and 41 in three from March 11 and three from April 6; by the new one two are bad in each.
 */
@DisplayName("The split of an SLO that changed on April 16")
class SplitSloTest {
  private static final Instant CHANGE = Instant.parse("2026-04-16T00:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-05-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 61 * 24;
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final Window MONTH = CalendarWindow.natural(SpanUnit.MONTH, UTC);
  private static final Window WEEK = CalendarWindow.natural(SpanUnit.WEEK, UTC);
  private static final List<IncidentSpan> INCIDENTS =
      List.of(
          incident("A", "2026-03-11T00:30:00Z", "2026-03-11T02:30:00Z"),
          incident("B", "2026-04-06T00:30:00Z", "2026-04-06T02:30:00Z"),
          incident("C", "2026-04-20T00:30:00Z", "2026-04-20T02:30:00Z"));

  private final SloDefinition old =
      version(null, "shop", BudgetingMethod.OCCURRENCES, MONTH, objective("Good", "old", "0.99"));

  @Test
  @DisplayName("leaves a month that ended before to the version that was in force at its end")
  void pastMonth() {
    SloDefinition changed =
        version(CHANGE, "shop", BudgetingMethod.TIMESLICES, WEEK, objective("Good", "new", "0.8"));

    // 744 hours of 100, of which 1 % may be bad. A has 125 bad in five slices, of which 1 % of 500
    // is baseline.
    List<String> march =
        List.of(
            "declared 2026-03-01 at 2026-04-01: 864 of 744, baseline 744, A 120",
            "month 2026-03-01 at 2026-04-01: 864 of 744, baseline 744, A 120",
            "quarter 2026-01-01 at 2026-04-01: 864 of 744, baseline 744, A 120");
    assertThat(windows(measured(old))).containsAll(march);
    assertThat(windows(measured(old, changed))).containsAll(march);
    assertThat(windows(measured(old, changed)))
        .filteredOn(window -> window.contains("at 2026-04-01"))
        .hasSize(3);
  }

  @Test
  @DisplayName("evaluates what runs in the unit of the version in force, and its weeks since then")
  void windowsOfTheNewVersion() {
    SloDefinition changed =
        version(CHANGE, "shop", BudgetingMethod.TIMESLICES, WEEK, objective("Good", "new", "0.8"));

    // Three slices are below 99 %, and none since then below 80 %. Until the change one in 100
    // slices may be bad, 20 since then: of April 3.6 and 72. The weeks from April 13 on end under
    // the new version; the old one had none.
    assertThat(windows(measured(old, changed)))
        .filteredOn(window -> !window.contains("at 2026-04-01"))
        .containsExactly(
            "declared 2026-04-27 at 2026-05-01: 0 of 19.2",
            "declared 2026-04-20 at 2026-04-27: 0 of 33.6",
            "declared 2026-04-13 at 2026-04-20: 0 of 19.92",
            "month 2026-04-01 at 2026-05-01: 3 of 75.6, B 3",
            "quarter 2026-04-01 at 2026-05-01: 3 of 75.6, B 3",
            "four_weeks 2026-04-03 at 2026-05-01: 3 of 75.12, B 3");
  }

  @Test
  @DisplayName("keeps the past of an objective that is gone, and has nothing of it afterwards")
  void droppedObjective() {
    SloDefinition changed =
        version(
            CHANGE, "search", BudgetingMethod.OCCURRENCES, WEEK, objective("Other", "new", "0.8"));
    List<SplitSlo> split = split(measured(old, changed));

    assertThat(split)
        .extracting(each -> each.objective().name() + " of " + each.version().service())
        .containsExactly("Good of shop", "Other of search");
    assertThat(windows(split.get(0)))
        .containsExactly(
            "declared 2026-03-01 at 2026-04-01: 864 of 744, baseline 744, A 120",
            "month 2026-03-01 at 2026-04-01: 864 of 744, baseline 744, A 120",
            "quarter 2026-01-01 at 2026-04-01: 864 of 744, baseline 744, A 120");
    // As though it had stayed it would also have the incident of April 20.
    assertThat(split.get(0).dips())
        .extracting(dip -> dip.start() + " " + dip.incidentIds())
        .containsExactly("2026-03-11T00:00:00Z [A]", "2026-04-06T00:00:00Z [B]");
    assertThat(split.get(0).incidentsWithoutDip()).isEmpty();
    // No share of the four weeks' budget: the version in force by then has no such objective.
    assertThat(split.get(0).dips()).extracting(split.get(0)::shareOfFourWeeks).containsOnlyNulls();
    assertThat(split.get(1).incidentsWithoutDip()).isEmpty();
  }

  @Test
  @DisplayName("tells dips and incidents once, by the version in force when they began")
  void findings() {
    SloDefinition changed =
        version(CHANGE, "shop", BudgetingMethod.OCCURRENCES, WEEK, objective("Good", "new", "0.8"));
    List<SplitSlo> split = split(measured(old, changed));

    assertThat(split).hasSize(2);
    assertThat(split.get(0).dips())
        .extracting(dip -> dip.start() + " " + dip.bad())
        .containsExactly("2026-03-11T00:00:00Z 123", "2026-04-06T00:00:00Z 123");
    assertThat(split.get(1).dips()).isEmpty();
    assertThat(split.get(1).incidentsWithoutDip())
        .extracting(IncidentSpan::id)
        .containsExactly("C");
    // April 3 to 16 at 0.99, from then on at 0.8: 312 * 1 + 360 * 20 may be bad.
    assertThat(split.get(0).dips())
        .extracting(split.get(0)::shareOfFourWeeks)
        .containsExactly(null, 123.0 / 7512.0);
    assertThat(split.get(0).tellsOf(CHANGE.minusNanos(1))).isTrue();
    assertThat(split.get(0).tellsOf(CHANGE)).isFalse();
    assertThat(split.get(1).tellsOf(CHANGE)).isTrue();
    // What an exclusion from an hour before the change to an hour behind it takes out: one bad
    // request of the old indicator, and two of the new one.
    ObjectiveLedger throughout = split.get(0).throughout();
    long place = throughout.timeline().placeAtOrAfter(CHANGE);
    assertThat(throughout.bad(place - 1, place + 1)).isEqualByComparingTo("3");
  }

  @Test
  @DisplayName("tells what was before the first version that has an objective by that version")
  void addedObjective() {
    SloDefinition changed =
        version(
            CHANGE,
            "shop",
            BudgetingMethod.OCCURRENCES,
            MONTH,
            objective("Good", "old", "0.99"),
            objective("Fast", "old", "0.9"));
    List<SplitSlo> split = split(measured(old, changed));

    assertThat(split)
        .extracting(each -> each.objective().name())
        .containsExactly("Good", "Good", "Fast");
    assertThat(split.get(1).dips()).isEmpty();
    assertThat(split.get(2).dips())
        .extracting(Dip::start)
        .containsExactly(
            Instant.parse("2026-03-11T00:00:00Z"), Instant.parse("2026-04-06T00:00:00Z"));
    // Nothing of it was evaluated at the end of March.
    assertThat(windows(split.get(2))).noneMatch(window -> window.contains("at 2026-04-01"));
  }

  @Test
  @DisplayName("leaves out the maintenance of the service that the version in force belongs to")
  void maintenanceOfTheService() {
    SloDefinition changed =
        version(CHANGE, "search", BudgetingMethod.OCCURRENCES, MONTH, old.objectives().get(0));
    MeasuredSlo slo =
        measured(
            List.of(
                new Exclusion("of-shop", "shop", hours("2026-03-11T01:00:00Z", 1)),
                new Exclusion("of-search", "search", hours("2026-03-11T01:00:00Z", 2))),
            old,
            changed);
    Instant end = Instant.parse("2026-04-01T00:00:00Z");

    SloEvaluation march =
        slo.net(old, old.objectives().get(0)).orElseThrow().evaluate(MONTH.at(end), end);
    assertThat(march.total().subtract(march.good())).isEqualByComparingTo("823");
    assertThat(windows(split(slo).get(0)))
        .contains("month 2026-03-01 at 2026-04-01: 864 of 744, exclusion 41, baseline 743, A 80");
  }

  private static Interval hours(String start, int count) {
    return new Interval(Instant.parse(start), Instant.parse(start).plus(HOUR.multipliedBy(count)));
  }

  private static List<String> windows(MeasuredSlo slo) {
    return split(slo).stream().flatMap(each -> windows(each).stream()).toList();
  }

  private static List<String> windows(SplitSlo split) {
    return split.windows(UTC).stream().map(SplitSloTest::words).toList();
  }

  private static String words(SplitSlo.NamedWindow window) {
    return window.name()
        + " "
        + window.interval().start().toString().substring(0, 10)
        + " at "
        + window.evaluatedAt().toString().substring(0, 10)
        + ": "
        + plain(window.bad())
        + " of "
        + plain(window.budget())
        + window.parts().stream()
            .filter(part -> part.bad().signum() != 0)
            .map(part -> ", " + name(part) + " " + plain(part.bad()))
            .collect(Collectors.joining());
  }

  private static String name(BudgetPart part) {
    return part.incident() == null ? part.kind().word() : part.incident().id();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static List<SplitSlo> split(MeasuredSlo slo) {
    return SplitSlo.objectives(slo, SplitSloTest::concerning, AS_OF);
  }

  private static List<IncidentSpan> concerning(MeasuredSlo slo) {
    String service = slo.history().newest().service();
    return INCIDENTS.stream().filter(span -> span.concerns(service, null)).toList();
  }

  private static MeasuredSlo measured(SloDefinition... versions) {
    return measured(List.of(), versions);
  }

  private static MeasuredSlo measured(List<Exclusion> exclusions, SloDefinition... versions) {
    long[] total = new long[HOURS];
    Arrays.fill(total, 100);
    long[] byOld = new long[HOURS];
    Arrays.fill(byOld, 99);
    Arrays.fill(byOld, 240, 243, 59);
    Arrays.fill(byOld, 864, 867, 59);
    long[] byNew = new long[HOURS];
    Arrays.fill(byNew, 98);
    return new MeasuredSlo(
        new SloHistory(List.of(versions)),
        Grouping.WHOLE,
        Map.of(
            objective("Good", "old", "1").measure(), SloFixtures.timeline(HOUR, byOld, total),
            objective("Good", "new", "1").measure(), SloFixtures.timeline(HOUR, byNew, total)),
        exclusions);
  }

  private static Objective objective(String name, String indicator, String target) {
    return new Objective(
        name,
        new Indicator.NotComputed(indicator),
        new BigDecimal(target),
        null,
        null,
        BigDecimal.ONE);
  }

  private static SloDefinition version(
      @Nullable Instant from,
      String service,
      BudgetingMethod method,
      Window window,
      Objective... objectives) {
    return new SloDefinition(
        "checkout",
        "Checkout",
        service,
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        method,
        List.of(objectives),
        window,
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        from);
  }

  private static IncidentSpan incident(String id, String opened, String settled) {
    return new IncidentSpan(
        id, "cause", "shop", null, Instant.parse(opened), Instant.parse(settled));
  }
}
