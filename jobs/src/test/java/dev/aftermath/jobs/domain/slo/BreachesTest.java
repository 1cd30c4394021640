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
  @DisplayName("A bad hour that does not stand at the end of its day is no breach")
  void badHourAlone() {
    good[0] = 50;

    assertThat(find(rolling("2d"), 10)).isEmpty();
  }

  private List<Breach> find(Window window, int days) {
    SloDefinition slo = slo(BudgetingMethod.OCCURRENCES, "0.9", window);
    ObjectiveLedger ledger =
        ObjectiveLedger.of(slo, slo.objectives().get(0), timeline(HOUR, good, total));
    Instant asOf = START.plus(Duration.ofDays(days));
    List<Instant> ends =
        DeclaredDays.ends(new SloHistory(List.of(slo)), START, asOf, ZoneOffset.UTC, new DayEnds());
    return Breaches.find(
        List.of(new Judgement("Good", Instant.MIN, Instant.MAX, slo, ledger)), ends, asOf);
  }
}
