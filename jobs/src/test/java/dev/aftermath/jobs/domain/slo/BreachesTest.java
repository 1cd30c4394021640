package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static dev.aftermath.jobs.domain.slo.SloFixtures.slo;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.DayEnds;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BreachesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  // Hours of 100 events over ten days; the SLO allows 10 % of two days, 480 events.
  private final long[] good = new long[240];
  private final long[] total = new long[240];

  BreachesTest() {
    Arrays.fill(good, 100);
    Arrays.fill(total, 100);
  }

  @Test
  @DisplayName("A breach begins with the slice that spends the budget and ends when it rolls out")
  void rollingBreach() {
    // Six hours without a good event from the third day on: the fifth spends the last of 480.
    Arrays.fill(good, 48, 54, 0);

    List<Breach> breaches = find(rolling("2d"), 10);

    assertThat(breaches).hasSize(1);
    Breach breach = breaches.get(0);
    assertThat(breach.start()).isEqualTo(START.plus(HOUR.multipliedBy(53)));
    // At hour 96 + 2 two bad hours have left the window of 48 hours and 400 errors remain.
    assertThat(breach.end()).isEqualTo(START.plus(HOUR.multipliedBy(98)));
    assertThat(breach.state()).isEqualTo(BreachState.ENDED);
    // Of six bad hours the first five had spent the budget; the sixth is within the breach.
    assertThat(breach.bad()).isEqualByComparingTo("100");
    assertThat(breach.budgetConsumedRatio()).isEqualTo(1.25);
    assertThat(breach.worstHourBurnRate()).isEqualTo(10.0);
  }

  @Test
  @DisplayName("A breach that has not ended has no end")
  void ongoingBreach() {
    Arrays.fill(good, 230, 240, 0);

    List<Breach> breaches = find(rolling("2d"), 10);

    assertThat(breaches).hasSize(1);
    assertThat(breaches.get(0).start()).isEqualTo(START.plus(HOUR.multipliedBy(235)));
    assertThat(breaches.get(0).end()).isNull();
  }

  @Test
  @DisplayName("Each outage of a day is a breach of a rolling window that is shorter than a day")
  void breachesWithinDays() {
    good[100] = 0;
    good[106] = 50;

    // Two hours of 100 events: 20 may fail.
    assertThat(find(rolling("2h"), 10))
        .containsExactly(
            new Breach(hour(101), hour(103), BreachState.ENDED, new BigDecimal("0"), 5.0, 10.0),
            new Breach(hour(107), hour(109), BreachState.ENDED, new BigDecimal("0"), 2.5, 5.0));
  }

  @Test
  @DisplayName("A breach goes on when its window is met for less than a hundredth of its length")
  void interruption() {
    // Seven days allow 1,680; at hour 186 there are 1,700, of which the first hundred leaves at
    // hour 199 and comes anew at hour 200.
    good[30] = 0;
    Arrays.fill(good, 170, 186, 0);
    good[199] = 0;

    assertThat(find(rolling("7d"), 10))
        .extracting(Breach::start, Breach::end, Breach::state)
        .containsExactly(tuple(hour(186), null, BreachState.OPEN));
  }

  @Test
  @DisplayName("A breach ends when its window is met for a hundredth of its length")
  void recovery() {
    good[30] = 0;
    Arrays.fill(good, 170, 186, 0);
    good[200] = 0;

    // Met at hours 199 and 200: two hours are more than 1.68.
    assertThat(find(rolling("7d"), 10))
        .extracting(Breach::start, Breach::end, Breach::state)
        .containsExactly(
            tuple(hour(186), hour(199), BreachState.ENDED),
            tuple(hour(201), null, BreachState.OPEN));
  }

  @Test
  @DisplayName("A day at whose end the window is met ends a breach, however short that lasts")
  void metAtTheEndOfTheDay() {
    good[23] = 0;
    Arrays.fill(good, 163, 179, 0);
    good[192] = 0;

    assertThat(find(rolling("7d"), 10))
        .extracting(Breach::start, Breach::end)
        .containsExactly(tuple(hour(179), hour(192)), tuple(hour(193), null));
  }

  @Test
  @DisplayName("Where unknown is taken for bad, an unmeasured hour within a day is a breach")
  void unknownWithinADay() {
    total[100] = -1;
    SloDefinition bad =
        SloVersions.from(
            hour(-1000),
            BudgetingMethod.OCCURRENCES,
            MissingRule.BAD,
            slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2h")));

    // One of two hours is a hole, taken to have as many events as the other.
    assertThat(find(List.of(bad)))
        .extracting(Breach::start, Breach::end, Breach::budgetConsumedRatio)
        .contains(tuple(hour(101), hour(103), 5.0));
  }

  @Test
  @DisplayName("A new calendar period ends a breach, even when the next one is missed as well")
  void calendarBreaches() {
    // Weeks from Monday, March 2: hour 24. Ruin the last day of the first week and all that
    // follows.
    Arrays.fill(good, 144, 240, 0);
    Window week = CalendarWindow.natural(SpanUnit.WEEK, ZoneOffset.UTC);

    List<Breach> breaches = find(week, 10);

    // 100 events an hour since hour 24: 10 % is spent once bad / (hours since 24) > 0.1.
    assertThat(breaches)
        .extracting(Breach::start, Breach::end, Breach::state, Breach::bad)
        .containsExactly(
            tuple(
                START.plus(HOUR.multipliedBy(158)),
                START.plus(HOUR.multipliedBy(192)),
                BreachState.ENDED_BY_PERIOD,
                new BigDecimal("3400")),
            tuple(
                START.plus(HOUR.multipliedBy(193)),
                null,
                BreachState.OPEN,
                new BigDecimal("4700")));
  }

  @Test
  @DisplayName(
      "A bad hour with which all data begin is no breach when it is outweighed by midnight")
  void badHourAlone() {
    good[0] = 50;

    assertThat(find(rolling("2d"), 10)).isEmpty();
  }

  @Test
  @DisplayName("Another budgeting method ends a breach in events and begins one in slices")
  void methodInForce() {
    // Six bad hours: 600 of 4,800 events from hour 105 on, and 6 of 48 slices.
    Arrays.fill(good, 100, 106, 0);
    SloDefinition events = slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2d"));
    SloDefinition slices =
        SloVersions.from(hour(120), BudgetingMethod.TIMESLICES, MissingRule.UNKNOWN, events);

    // At hour 150 four bad slices are left of the 4.8 that are allowed.
    assertThat(find(List.of(events, slices)))
        .containsExactly(
            new Breach(
                hour(105),
                hour(120),
                BreachState.ENDED_BY_DEFINITION,
                new BigDecimal("100"),
                1.25,
                10.0),
            new Breach(hour(121), hour(150), BreachState.ENDED, new BigDecimal("0"), 1.25, 0.0));
  }

  @Test
  @DisplayName("A version that takes unknown for bad does so from its beginning, not before")
  void missingRuleInForce() {
    Arrays.fill(total, 100, 110, -1);
    SloDefinition unknown = slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2d"));
    SloDefinition bad =
        SloVersions.from(hour(120), BudgetingMethod.OCCURRENCES, MissingRule.BAD, unknown);

    // Ten holes of 48 hours; at hour 154 four are left, of the 4.8 that may be bad.
    List<Breach> breaches = find(List.of(unknown, bad));
    assertThat(breaches)
        .extracting(Breach::start, Breach::end, Breach::state)
        .containsExactly(tuple(hour(121), hour(154), BreachState.ENDED));
    // 10 / 48 over 0.1.
    assertThat(breaches.get(0).budgetConsumedRatio()).isEqualTo(1000.0 / 480.0);
  }

  @Test
  @DisplayName(
      "Where unknown is taken for bad a breach begins with the first slice at the earliest")
  void unknownBeforeTheFirstSlice() {
    SloDefinition bad =
        SloVersions.from(
            hour(-1000),
            BudgetingMethod.OCCURRENCES,
            MissingRule.BAD,
            slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2d")));

    // At hour 44 four hours before the first slice are left in the window.
    assertThat(find(List.of(bad)))
        .extracting(Breach::start, Breach::end)
        .containsExactly(tuple(hour(1), hour(44)));
  }

  @Test
  @DisplayName("An objective that a version no longer has is no longer missed")
  void objectiveLeft() {
    Arrays.fill(good, 100, 106, 0);
    SloDefinition with = slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2d"));
    MeasuredSlo measured =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("0.9", "1", new long[] {1}, new long[] {1})
            .measured(rolling("2d"));
    SloDefinition without =
        SloVersions.from(hour(120), measured.history().newest().objectives().get(0), with);

    assertThat(find(List.of(with, without)))
        .extracting(Breach::start, Breach::end, Breach::state)
        .containsExactly(tuple(hour(105), hour(120), BreachState.ENDED_BY_DEFINITION));
  }

  @Test
  @DisplayName("The worst hour is of so many whole slices as hold one, at least of one")
  void worstHour() {
    // Every second slice is bad: of two that follow each other half of what they have, of one all.
    for (int i = 25; i < good.length; i += 2) {
      good[i] = 0;
    }

    assertThat(worstHour(Duration.ofHours(2))).isEqualTo(10.0);
    assertThat(worstHour(Duration.ofMinutes(35))).isEqualTo(5.0);
    assertThat(worstHour(HOUR)).isEqualTo(10.0);
  }

  private @Nullable Double worstHour(Duration length) {
    SloHistory history =
        new SloHistory(List.of(slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("2d"))));
    String measure = history.newest().objectives().get(0).measure();
    Instant asOf = START.plus(Duration.ofDays(4));
    MeasuredSlo slo =
        new MeasuredSlo(
            history, Grouping.WHOLE, Map.of(measure, timeline(length, good, total)), List.of());
    List<Breach> breaches =
        Breaches.find(
            Judgement.of(slo, "Good"),
            DeclaredDays.ends(history, START, asOf, ZoneOffset.UTC, new DayEnds()),
            asOf);
    return breaches.get(0).worstHourBurnRate();
  }

  private List<Breach> find(Window window, int days) {
    return find(
        List.of(slo(BudgetingMethod.OCCURRENCES, "0.9", window)),
        START.plus(Duration.ofDays(days)));
  }

  private List<Breach> find(List<SloDefinition> versions) {
    return find(versions, START.plus(Duration.ofDays(10)));
  }

  private List<Breach> find(List<SloDefinition> versions, Instant asOf) {
    SloHistory history = new SloHistory(versions);
    String measure = versions.get(0).objectives().get(0).measure();
    MeasuredSlo slo =
        new MeasuredSlo(
            history, Grouping.WHOLE, Map.of(measure, timeline(HOUR, good, total)), List.of());
    return Breaches.find(
        Judgement.of(slo, "Good"),
        DeclaredDays.ends(history, START, asOf, ZoneOffset.UTC, new DayEnds()),
        asOf);
  }

  private static Instant hour(long hours) {
    return START.plus(HOUR.multipliedBy(hours));
  }
}
