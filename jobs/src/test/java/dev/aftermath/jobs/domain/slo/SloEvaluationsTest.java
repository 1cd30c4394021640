package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.MINUTE;
import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static dev.aftermath.jobs.domain.slo.SloFixtures.slo;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloEvaluationsTest {
  private static final long[] GOOD = {2, 10, 12, 13, 13, 12, 13, 13, 12, 11};
  private static final long[] TOTAL = {4, 10, 12, 13, 14, 15, 14, 13, 12, 11};
  private static final Instant TEN_MINUTES = START.plus(Duration.ofMinutes(10));

  @ParameterizedTest(name = "{0}: SLI {1}, consumed {2}")
  @CsvSource({
    "OCCURRENCES, 0.940677966101695, 1.1864406779661016, 111, 118",
    "TIMESLICES, 0.6, 8, 6, 10",
    "RATIO_TIMESLICES, 0.9157142857142857, 1.6857142857142857, 9.157142857, 10"
  })
  @DisplayName("One series of ten slices gives another figure by each budgeting method")
  void budgetingMethodsDiffer(
      BudgetingMethod method, double sli, double consumed, BigDecimal good, BigDecimal total) {
    SloEvaluation evaluation =
        only(slo(method, "0.95", rolling("10m")), timeline(MINUTE, GOOD, TOTAL), TEN_MINUTES);

    assertThat(evaluation.sli()).isEqualTo(sli);
    assertThat(evaluation.budgetConsumedRatio()).isEqualTo(consumed);
    assertThat(evaluation.burnRate()).isEqualTo(consumed);
    assertThat(evaluation.good()).isEqualByComparingTo(good);
    assertThat(evaluation.total()).isEqualByComparingTo(total);
    assertThat(evaluation.coverage()).isEqualTo(1.0);
    assertThat(evaluation.sliWorst()).isEqualTo(sli);
    assertThat(evaluation.sliBest()).isEqualTo(sli);
    assertThat(evaluation.verdict()).isEqualTo(Verdict.MISSED);
  }

  @ParameterizedTest(name = "{0} of {1} at {2}")
  @CsvSource({
    // Site Reliability Workbook, chapter 2: 97 % of 3,663,253 allows 109,897 errors.
    "3557865, 3663253, 0.97, 109897.59, 0.95897",
    // The same chapter's simple example: 1,500 of 3,000 allowed errors.
    "2998500, 3000000, 0.999, 3000, 0.5",
    // Chapter 5: one failure in 7,200 requests a month at 99.9 % is 13.89 % of the budget.
    "7199, 7200, 0.999, 7.2, 0.138888",
    // A billion events: nothing is rounded away (300 of 1,000 allowed errors).
    "999999700, 1000000000, 0.999999, 1000, 0.3"
  })
  @DisplayName("Budgets are those of the workbook, and small ones are not rounded away")
  void workbookBudgets(long good, long total, String target, BigDecimal budget, double consumed) {
    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.OCCURRENCES, target, rolling("1m")),
            timeline(MINUTE, new long[] {good}, new long[] {total}),
            START.plus(MINUTE));

    assertThat(evaluation.budgetTotal()).isEqualByComparingTo(budget);
    assertThat(evaluation.budgetConsumedRatio()).isCloseTo(consumed, within(1e-5));
  }

  @ParameterizedTest(name = "{0}: {3} errors of {1} a minute by day, {2} by night")
  @CsvSource({
    // One hour of 50 % errors at night, at peak; an hour without traffic; errors never exported.
    "A, 30, 0, 1440, 0.0000416250416250416",
    "B, 0, 500, 1440, 0.0416250416250416",
    "C, 0, 0, 1380, 0",
    "D, 0, 0, 1440, 0"
  })
  @DisplayName("A day at 1,000 requests a second by day and 1 by night is a ratio of sums")
  void ratioOfSums(
      String scenario, long nightErrors, long peakErrorsPerSecond, int minutes, BigDecimal ratio) {
    long[] good = new long[1440];
    long[] total = new long[1440];
    for (int minute = 0; minute < 1440; minute++) {
      boolean night = minute < 720;
      total[minute] = night ? 60 : 60_000;
      long errors = minute < 60 ? nightErrors : 0;
      errors = minute >= 720 && minute < 780 ? peakErrorsPerSecond * 60 : errors;
      good[minute] = total[minute] - errors;
      if (minute >= minutes) {
        good[minute] = 0;
        total[minute] = 0;
      }
    }
    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.OCCURRENCES, "0.999", rolling("1d")),
            timeline(MINUTE, good, total),
            START.plus(Duration.ofDays(1)));

    // Hours: 12 by night and 12 by day, 43,243,200 requests; A loses 1,800, B 1,800,000.
    assertThat(1 - evaluation.sli()).isCloseTo(ratio.doubleValue(), within(1e-15));
    assertThat(evaluation.coverage()).isEqualTo(1.0);
    assertThat(evaluation.verdict()).isEqualTo(scenario.equals("B") ? Verdict.MISSED : Verdict.MET);
  }

  @ParameterizedTest(name = "{1} bad minutes of {0} at {2}")
  @CsvSource({
    // Datadog's time slices: 5 of 720 minutes down is 99.3056 %; its documents cut that to 99.305.
    "720, 5, 0.99, 7.2, 0.9930555555555556",
    // OpenSLO's examples: 5 % of two weeks is 1,008 minutes; 0.05 % of a week 5 minutes 2.4
    // seconds.
    "20160, 1008, 0.95, 1008, 0.95",
    "10080, 5, 0.9995, 5.04, 0.9995039682539683",
    // Kibana's 10,000 good of 10,080 slices.
    "10080, 80, 0.99, 100.8, 0.9920634920634921"
  })
  @DisplayName("Bad minutes are counted against the minutes of the window")
  void badMinutes(int minutes, int bad, String target, BigDecimal budget, double sli) {
    long[] good = new long[minutes];
    long[] total = new long[minutes];
    Arrays.fill(total, 10);
    Arrays.fill(good, bad, minutes, 10);

    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.TIMESLICES, target, rolling(minutes + "m")),
            timeline(MINUTE, good, total),
            START.plus(MINUTE.multipliedBy(minutes)));

    assertThat(evaluation.budgetTotal()).isEqualByComparingTo(budget);
    assertThat(evaluation.sli()).isEqualTo(sli);
    assertThat(evaluation.verdict()).isEqualTo(Verdict.MET);
  }

  @Test
  @DisplayName("What was not measured widens the bounds and leaves the SLI alone")
  void unknownWidensBounds() {
    long[] good = {90, 0, 100, 0};
    long[] total = {100, -1, 100, -1};
    Instant end = START.plus(Duration.ofMinutes(4));

    SloEvaluation events =
        only(
            slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("4m")),
            timeline(MINUTE, good, total),
            end);
    SloEvaluation slices =
        only(
            slo(BudgetingMethod.TIMESLICES, "0.95", rolling("4m")),
            timeline(MINUTE, good, total),
            end);

    // 190 of 200 measured; two slices of 100 assumed: 190 to 390 of 400.
    assertThat(events.sli()).isEqualTo(0.95);
    assertThat(events.sliWorst()).isEqualTo(0.475);
    assertThat(events.sliBest()).isEqualTo(0.975);
    assertThat(events.coverage()).isEqualTo(0.5);
    // One good and one bad slice measured, two unknown: 1 to 3 of 4.
    assertThat(slices.sli()).isEqualTo(0.5);
    assertThat(slices.sliWorst()).isEqualTo(0.25);
    assertThat(slices.sliBest()).isEqualTo(0.75);
    assertThat(slices.slices()).isEqualTo(new SloEvaluation.SliceCounts(1, 1, 0, 2, 0));
  }

  @Test
  @DisplayName("A slice without traffic is measured, but neither good nor bad")
  void idleIsNeitherGoodNorBad() {
    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.TIMESLICES, "0.9", rolling("3m")),
            timeline(MINUTE, new long[] {10, 0, 0}, new long[] {10, 0, 10}),
            START.plus(Duration.ofMinutes(3)));

    assertThat(evaluation.slices()).isEqualTo(new SloEvaluation.SliceCounts(1, 1, 1, 0, 0));
    assertThat(evaluation.sli()).isEqualTo(0.5);
    assertThat(evaluation.coverage()).isEqualTo(1.0);
  }

  @ParameterizedTest(name = "{0} of 10")
  @CsvSource({"9, MISSED", "10, MET"})
  @DisplayName("A target of 1 leaves no budget: what it consumes is undefined, never 0")
  void targetOfOne(long good, Verdict verdict) {
    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.OCCURRENCES, "1.0", rolling("1m")),
            timeline(MINUTE, new long[] {good}, new long[] {10}),
            START.plus(MINUTE));

    assertThat(evaluation.budgetTotal()).isEqualByComparingTo("0");
    assertThat(evaluation.budgetConsumedRatio()).isNull();
    assertThat(evaluation.burnRate()).isNull();
    assertThat(evaluation.verdict()).isEqualTo(verdict);
  }

  @Test
  @DisplayName("Without any measurement nothing is claimed")
  void nothingMeasured() {
    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.OCCURRENCES, "0.9", rolling("1h")),
            SliceTimeline.of(MINUTE, List.of()),
            START);

    assertThat(evaluation.verdict()).isEqualTo(Verdict.NOT_EVALUABLE);
    assertThat(evaluation.sli()).isNull();
    assertThat(evaluation.sliWorst()).isEqualTo(0.0);
    assertThat(evaluation.sliBest()).isEqualTo(1.0);
    assertThat(evaluation.coverage()).isEqualTo(0.0);
  }

  @Test
  @DisplayName("A month in progress is judged by its days so far, up to slices that have ended")
  void monthInProgress() {
    long[] good = new long[20];
    long[] total = new long[20];
    Arrays.fill(good, 1);
    Arrays.fill(total, 1);
    Window month = CalendarWindow.natural(SpanUnit.MONTH, ZoneOffset.UTC);

    SloEvaluation evaluation =
        only(
            slo(BudgetingMethod.OCCURRENCES, "0.9", month),
            timeline(MINUTE, good, total),
            TEN_MINUTES.plusSeconds(30));

    assertThat(evaluation.total()).isEqualByComparingTo("10");
    assertThat(evaluation.coverage()).isEqualTo(1.0);
    assertThat(evaluation.window().end()).isEqualTo("2026-04-01T00:00:00Z");
  }

  @Test
  @DisplayName("Longer slices are made of shorter ones; one that lacks a part is unknown")
  void longerSlices() {
    SliceTimeline fives = timeline(MINUTE, GOOD, TOTAL).inSlicesOf(Duration.ofMinutes(5));
    SliceTimeline hole =
        timeline(MINUTE, new long[] {1, 1, 1, 1, 1, 1}, new long[] {1, 1, -1, 1, 1, 1})
            .inSlicesOf(Duration.ofMinutes(2));

    assertThat(fives.size()).isEqualTo(2);
    assertThat(fives.good(0)).isEqualByComparingTo("50");
    assertThat(fives.total(1)).isEqualByComparingTo("65");
    assertThat(hole.good(0)).isEqualByComparingTo("2");
    assertThat(hole.good(1)).isNull();
    assertThatThrownBy(() -> fives.inSlicesOf(Duration.ofMinutes(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not make slices of PT7M");
  }

  private static SloEvaluation only(SloDefinition slo, SliceTimeline timeline, Instant at) {
    List<SloEvaluation> evaluations = SloEvaluations.at(new SloHistory(List.of(slo)), timeline, at);
    assertThat(evaluations).hasSize(1);
    return evaluations.get(0);
  }
}
