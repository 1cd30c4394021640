package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DailyEvaluationsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  @DisplayName("Burn rates and paces: a day that burns at 1 leaves three of four days' budget")
  void paces() {
    long[] good = hours(4);
    good[80] = 76; // 24 of the last day's 2,400 events: burn rate 1 at 99 %.
    DailyEvaluations.OfDay last = declared(List.of(slo("0.99", "4d", null)), good, 4).get(3);

    assertThat(last.gross().budgetConsumedRatio()).isEqualTo(0.25);
    assertThat(last.burnRates().oneDay()).isEqualTo(1.0);
    assertThat(last.burnRates().threeDays()).isEqualTo(24.0 / 72);
    assertThat(last.burnRates().sixHours()).isEqualTo(0.0);
    assertThat(last.daysToExhaustion(last.burnRates().oneDay())).isEqualTo(3.0);
    assertThat(last.daysToExhaustion(last.burnRates().sevenDays())).isEqualTo(12.0);
    assertThat(last.daysToExhaustion(last.burnRates().sixHours())).isNull();
  }

  @Test
  @DisplayName("A month's budget is paced by the whole month, as if traffic stayed the same")
  void paceOfMonth() {
    long[] good = hours(3);
    Arrays.fill(good, 0, 72, 98); // 2 % bad at 99 %: burn rate 2 from the first day on.
    DailyEvaluations.OfDay third =
        days(List.of(slo("0.99", "4d", null)), good, ReportCalendar.in(ZoneOffset.UTC), 3).stream()
            .filter(day -> day.windowName().equals("month"))
            .toList()
            .get(2);

    // 3 of 31 days at burn rate 2 cost 6 days' worth; the other 25 last 12.5 days.
    assertThat(third.gross().budgetConsumedRatio()).isEqualTo(2.0);
    assertThat(third.daysToExhaustion(third.burnRates().threeDays())).isEqualTo(12.5);
  }

  @Test
  @DisplayName(
      "Where nothing happened there is no burn rate, and where the budget is spent no pace")
  void noBurnRate() {
    long[] good = hours(2);
    good[5] = 0;
    long[] total = new long[48];
    Arrays.fill(total, 100);
    total[47] = 0;
    good[47] = 0;
    MeasuredSlo slo =
        measured(List.of(slo("0.99", "4d", null)), SloFixtures.timeline(HOUR, good, total));
    DailyEvaluations.OfDay last =
        new DailyEvaluations(ReportCalendar.in(ZoneOffset.UTC), START.plus(Duration.ofDays(2)))
            .of(slo).stream().filter(day -> day.windowName().equals("declared")).toList().get(1);

    assertThat(last.burnRates().oneHour()).isNull();
    assertThat(last.burnRates().sevenDays()).isGreaterThan(1);
    assertThat(last.daysToExhaustion(last.burnRates().sevenDays())).isNull();
  }

  @Test
  @DisplayName("Each day is judged by the window and the method in force at its end")
  void versionInForce() {
    long[] good = hours(4);
    good[1] = 0;
    SloDefinition events = slo("0.9", "2d", null);
    SloDefinition slices =
        version(BudgetingMethod.TIMESLICES, rolling("1d"), "0.9", START.plus(Duration.ofDays(2)));

    List<DailyEvaluations.OfDay> days = declared(List.of(events, slices), good, 4);

    // The second day ends as the second version begins: the first still judges it.
    assertThat(days)
        .extracting(
            day ->
                day.day()
                    + " "
                    + day.ruling().method().word()
                    + " "
                    + day.window().length()
                    + " "
                    + day.gross().total())
        .containsExactly(
            "2026-03-01 Occurrences 2d 2400",
            "2026-03-02 Occurrences 2d 4800",
            "2026-03-03 Timeslices 1d 24",
            "2026-03-04 Timeslices 1d 24");
  }

  @Test
  @DisplayName("A version in another zone neither loses nor doubles a day")
  void zoneChanges() {
    Window newYork = CalendarWindow.natural(SpanUnit.MONTH, ZoneId.of("America/New_York"));
    Window tokyo = CalendarWindow.natural(SpanUnit.MONTH, ZoneId.of("Asia/Tokyo"));
    List<SloDefinition> versions =
        List.of(
            version(BudgetingMethod.OCCURRENCES, tokyo, "0.9", null),
            version(BudgetingMethod.OCCURRENCES, newYork, "0.9", at(3)),
            version(BudgetingMethod.OCCURRENCES, tokyo, "0.9", at(6)));

    List<DailyEvaluations.OfDay> days = declared(versions, hours(9), 9);

    assertThat(days)
        .extracting(DailyEvaluations.OfDay::day)
        .containsExactlyElementsOf(
            LocalDate.parse("2026-03-01").datesUntil(LocalDate.parse("2026-03-10")).toList());
  }

  @Test
  @DisplayName("Every SLO has week, month, quarter, year and, where asked for, the fiscal year")
  void calendarWindows() {
    List<DailyEvaluations.OfDay> days =
        days(List.of(slo("0.9", "4d", null)), hours(1), new ReportCalendar(ZoneOffset.UTC, 10), 1);

    assertThat(days)
        .extracting(day -> day.windowName() + " " + day.gross().window().start())
        .containsExactly(
            "declared 2026-02-26T00:00:00Z",
            "week 2026-02-23T00:00:00Z",
            "month 2026-03-01T00:00:00Z",
            "quarter 2026-01-01T00:00:00Z",
            "year 2026-01-01T00:00:00Z",
            "fiscal_year 2025-10-01T00:00:00Z");
    assertThat(ReportCalendar.in(ZoneOffset.UTC).windows()).doesNotContainKey("fiscal_year");
  }

  private static Instant at(int days) {
    return START.plus(Duration.ofDays(days));
  }

  private static List<DailyEvaluations.OfDay> declared(
      List<SloDefinition> versions, long[] good, int days) {
    return days(versions, good, ReportCalendar.in(ZoneOffset.UTC), days).stream()
        .filter(day -> day.windowName().equals("declared"))
        .toList();
  }

  private static List<DailyEvaluations.OfDay> days(
      List<SloDefinition> versions, long[] good, ReportCalendar calendar, int days) {
    long[] total = hours(good.length / 24);
    return new DailyEvaluations(calendar, at(days))
        .of(measured(versions, SloFixtures.timeline(HOUR, good, total)));
  }

  private static MeasuredSlo measured(List<SloDefinition> versions, SliceTimeline timeline) {
    String measure = versions.get(0).objectives().get(0).measure();
    return new MeasuredSlo(
        new SloHistory(versions), Grouping.WHOLE, Map.of(measure, timeline), List.of());
  }

  /** 100 events an hour, all good. */
  private static long[] hours(int days) {
    long[] hundreds = new long[days * 24];
    Arrays.fill(hundreds, 100);
    return hundreds;
  }

  private static SloDefinition slo(String target, String length, @Nullable Instant from) {
    return version(BudgetingMethod.OCCURRENCES, rolling(length), target, from);
  }

  private static SloDefinition version(
      BudgetingMethod method, Window window, String target, @Nullable Instant from) {
    SloDefinition slo = SloFixtures.slo(method, target, window);
    return new SloDefinition(
        slo.name(),
        slo.displayName(),
        slo.service(),
        new TreeMap<>(),
        slo.kind(),
        method,
        slo.objectives(),
        window,
        slo.missing(),
        slo.exclusions(),
        slo.grouping(),
        List.of(),
        from);
  }
}
