package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.TruthVector.agreed;
import static dev.aftermath.jobs.domain.slo.TruthVector.bad;
import static dev.aftermath.jobs.domain.slo.TruthVector.budgetLeft;
import static dev.aftermath.jobs.domain.slo.TruthVector.events;
import static dev.aftermath.jobs.domain.slo.TruthVector.instead;
import static dev.aftermath.jobs.domain.slo.TruthVector.newlySpent;
import static dev.aftermath.jobs.domain.slo.TruthVector.slices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures that others publish; what is refused of them is listed in the documentation too. */
class TruthVectorsTest {
  private static final Instant NOVEMBER = Instant.parse("2025-11-01T00:00:00Z");
  private static final long[] GIST_GOOD = {2, 10, 12, 13, 13, 12, 13, 13, 12, 11};
  private static final long[] GIST_TOTAL = {4, 10, 12, 13, 14, 15, 14, 13, 12, 11};

  @ParameterizedTest(name = "{0}")
  @MethodSource({"workbook", "budgeting", "tools", "sharesOfTheMonth", "wrong"})
  @DisplayName("Known figures come out to the last digit printed, or are refused for a reason")
  void knownFigures(TruthVector vector) {
    assertThat(vector.difference()).isLessThanOrEqualTo(vector.tolerance());
    if (vector.theirs() != null) {
      assertThat(Math.abs(vector.value() - vector.theirs())).isGreaterThan(vector.tolerance());
    }
  }

  static Stream<TruthVector> workbook() {
    return Stream.of(
        agreed("Burn rate 1 spends 30 days' budget in 30 days", "30", () -> lasts("1")),
        agreed("Burn rate 2 in 15 days", "15", () -> lasts("2")),
        agreed("Burn rate 10 in 3 days", "3", () -> lasts("10")),
        agreed("Burn rate 1,000 in 43.2 minutes", "0.03", () -> lasts("1000")),
        agreed("14.4 over 1 h fires at 2 %", "0.02", () -> spent("14.4", hours(1), 30)),
        agreed("6 over 6 h fires at 5 %", "0.05", () -> spent("6", hours(6), 30)),
        agreed("3 over 24 h fires at 10 %", "0.1", () -> spent("3", hours(24), 30)),
        agreed("1 over 3 d fires at 10 %", "0.1", () -> spent("1", days(3), 30)),
        agreed(
            "An outage fires 10 m at 1 after 0.6 s",
            "0.6",
            () -> fires(Duration.ofMinutes(10), "1")),
        agreed("An outage fires 36 h at 1 after 129.6 s", "129.6", () -> fires(hours(36), "1")),
        agreed("An outage's alert, 1 h at 36, ends after 57.84 m", "3470.4", () -> resets("36")),
        agreed(
            "Burn rate 35 never fires at 36",
            "0",
            () ->
                BurnRateFormulas.timeToFire(bd("0.999"), bd("0.035"), Duration.ofHours(1), bd("36"))
                    .stream()
                    .count()),
        agreed("Burn rate 35 spends all in 20.57 h", "20.5714", () -> lasts("35") * 24),
        agreed("An hour's outage of 30 days is 1.39 % at 90 %", "0.0138889", () -> hourOut("0.9")),
        agreed(
            "An outage spends 30 days at 99.999 % in 25.92 s",
            "25.92", () -> lasts("100000") * 86_400),
        agreed(
            "1 failure of 10 in an hour is 13.89 % of a month's budget at 99.9 %",
            "0.1388889", () -> bad("0.999", 1, 7_200).budgetConsumedRatio()),
        agreed(
            "3,557,865 good of 3,663,253 are 97.123 %",
            "0.97123", () -> events("0.97", 3_557_865, 3_663_253).sli()),
        agreed("97 % of them allow 109,897", "109897", () -> Math.floor(allowed("0.97"))),
        agreed("90 % of them allow 366,325", "366325", () -> Math.floor(allowed("0.90"))),
        agreed("99 % of them allow 36,632", "36632", () -> Math.floor(allowed("0.99"))),
        agreed(
            "They consume 95.8966 %",
            "0.958966", () -> events("0.97", 3_557_865, 3_663_253).budgetConsumedRatio()),
        instead(
            "The workbook's 12.7993 % for 14,066 errors",
            "0.127992", 0.127993, () -> 14_066 / allowed("0.97")),
        agreed(
            "1,500 of 3,000,000 at 99.9 % are half the budget",
            "0.5", () -> bad("0.999", 1_500, 3_000_000).budgetConsumedRatio()));
  }

  static Stream<TruthVector> budgeting() {
    return Stream.of(
        agreed("By events, 94.0678 %", "0.9406779661", () -> gist("OCCURRENCES").sli()),
        agreed("118.64 % spent", "1.186440678", () -> consumed("OCCURRENCES")),
        agreed("By slices, 60 %", "0.6", () -> gist("TIMESLICES").sli()),
        agreed("800 % spent", "8.0", () -> consumed("TIMESLICES")),
        agreed("By slices' ratios, 91.571 %", "0.9157142857", () -> gist("RATIO_TIMESLICES").sli()),
        agreed("168.57 % spent", "1.6857142857", () -> consumed("RATIO_TIMESLICES")),
        agreed("An attack may take 1,008 minutes", "1008", () -> attack("TIMESLICES")),
        agreed("or 822.857 by ratios: 822", "822", () -> attack("RATIO_TIMESLICES")),
        agreed(
            "0.05 % of a week of minutes are 302.4 s",
            "302.4", () -> slices("0.9995", 10_080, 0).budgetTotal().doubleValue() * 60));
  }

  static Stream<TruthVector> tools() {
    return Stream.of(
        agreed("Sloth, 30 d, 2 % in 1 h", "14.4", () -> factor("0.02", hours(1), 30)),
        agreed("5 % in 6 h", "6", () -> factor("0.05", hours(6), 30)),
        agreed("10 % in 1 d", "3", () -> factor("0.1", days(1), 30)),
        agreed("10 % in 3 d", "1", () -> factor("0.1", days(3), 30)),
        agreed("28 d, 2 % in 1 h", "13.44", () -> factor("0.02", hours(1), 28)),
        agreed("5 % in 6 h", "5.6", () -> factor("0.05", hours(6), 28)),
        agreed("10 % in 1 d", "2.8", () -> factor("0.1", days(1), 28)),
        agreed("10 % in 3 d", "0.9333333333333333", () -> factor("0.1", days(3), 28)),
        agreed("7 d, 8 % in 1 h", "13.44", () -> factor("0.08", hours(1), 7)),
        agreed("12.5 % in 6 h", "3.5", () -> factor("0.125", hours(6), 7)),
        agreed("20 % in 1 d", "1.4", () -> factor("0.2", days(1), 7)),
        agreed("42 % in 3 d", "0.98", () -> factor("0.42", days(3), 7)),
        agreed("Pyrra, 28 d: 14 over 1 h fires at", "0.0208333", () -> spent("14", hours(1), 28)),
        agreed("7 over 6 h at", "0.0625", () -> spent("7", hours(6), 28)),
        agreed("2 over 1 d at", "0.0714286", () -> spent("2", days(1), 28)),
        agreed("1 over 4 d at", "0.1428571", () -> spent("1", days(4), 28)),
        agreed("Kibana: 33 of 90", "0.366667", () -> events("0.9", 33, 90).sli()),
        agreed("9,999 of 9", "1111", () -> events("0.9", 9_999, 9).sli()),
        agreed("10,000 of 10,080", "0.99206349", () -> slices("0.9", 10_080, 80).sli()),
        agreed("158 of 168", "0.94047619", () -> events("0.9", 158, 168).sli()),
        agreed("90 % at 90 % burn at 1", "1", () -> events("0.9", 90, 100).burnRate()),
        agreed("at 99 %, 10", "10", () -> events("0.99", 90, 100).burnRate()),
        agreed("at 80 %, 0.5", "0.5", () -> events("0.8", 90, 100).burnRate()),
        agreed("0.99 and 0.98, half each", "0.985", () -> halves(990, 980).sli()),
        agreed("1.5 spent", "1.5", () -> halves(990, 980).budgetConsumedRatio()),
        agreed("0.99 by 0.3, 0.995 by 0.7", "0.9935", () -> weighted(995, 1_000).sli()),
        agreed("Datadog: 5 of 720 minutes", "0.993056", () -> slices("0.99", 720, 5).sli()),
        agreed("5 of prod and 5 of dev", "0.986111", () -> eitherDown().sli()),
        agreed("1 h down of 7 d less 1 d", "0.00694444", () -> 1 - slices("0.9", 8_640, 60).sli()),
        agreed("1 h down of 7 d", "0.00595238", () -> 1 - slices("0.9", 10_080, 60).sli()),
        agreed("shimesaba: 3 of 6 minutes left", "3", () -> minutesLeft(3)),
        agreed("1 of 6 minutes left", "1", () -> minutesLeft(5)),
        agreed("2 minutes newly spent at 10:00", "2", () -> newlySpent(120)),
        agreed("3 minutes newly spent at 11:00", "3", () -> newlySpent(180)),
        agreed("1 of 100 spent", "0.01", () -> bad("0.9", 1, 1_000).budgetConsumedRatio()),
        agreed("103 of 100 spent", "1.03", () -> bad("0.9", 103, 1_000).budgetConsumedRatio()),
        agreed("A: 1,800 of 43,243,200", "0.958375", () -> budgetLeft("0.999", 1_800, 43_243_200)),
        agreed("B: a thousandfold", "-40.625042", () -> budgetLeft("0.999", 1_800_000, 43_243_200)),
        agreed("C, D: none", "1", () -> budgetLeft("0.999", 0, 41_443_200)));
  }

  static Stream<TruthVector> wrong() {
    return Stream.of(
        instead("The workbook's 1,000x", "100", 1_000, () -> events("0.999", 9, 10).burnRate()),
        instead(
            "OpenSLO's 16,632 requests of an attack",
            "14297",
            16_632,
            TruthVectorsTest::attackRequests),
        instead(
            "Kibana's 0 for more good than all",
            "-2.1",
            0,
            () -> events("0.9", 121, 100).burnRate()),
        instead("Kibana's weights are shares", "3", 1.5, () -> unweighted().budgetConsumedRatio()),
        instead("Kibana drops a part without data", "0.9985", 0.995, () -> idlePart().sli()),
        instead("Kibana: unseen slices are good", "0.9", 0.999008, () -> unseen().sli()),
        agreed("as our best case", "0.999008", () -> unseen().sliBest()),
        agreed("and not as our worst", "0.008929", () -> unseen().sliWorst()),
        instead("Datadog's 99.305", "0.993056", 0.99305, () -> slices("0.99", 720, 5).sli()),
        instead("slo-generator's 9.0", "9.04", 9.0, () -> bad("0.999", 904, 100_000).burnRate()),
        instead("slo-generator's 9.1", "9.06", 9.1, () -> bad("0.999", 906, 100_000).burnRate()),
        instead(
            "slo-generator's 0 of 300 in a billion",
            "0.3",
            0,
            () -> bad("0.999999", 300, 1_000_000_000).budgetConsumedRatio()),
        agreed("42 d, which Sloth refuses", "20.16", () -> factor("0.02", hours(1), 42)),
        instead("Sloth: 66.67 % left after a day", "-9", 0.6667, () -> monthLeft(1)),
        instead("-33.33 % after five", "-7", -0.3333, () -> monthLeft(5)),
        instead("-63.33 % after fourteen", "-6", -0.6333, () -> monthLeft(14)),
        agreed("Seven of fourteen days are known", "0.5", () -> monthTo(14).coverage()));
  }

  /** Sloth's figures are shares of the budget of the whole month; so stated, ours are the same. */
  static Stream<TruthVector> sharesOfTheMonth() {
    return Stream.of(
        agreed("Sloth, after one day", "0.6666666667", () -> monthShareLeft(1)),
        agreed("after two", "0.3666666667", () -> monthShareLeft(2)),
        agreed("after three", "0.1000000000", () -> monthShareLeft(3)),
        agreed("after four", "-0.1333333333", () -> monthShareLeft(4)),
        agreed("after five", "-0.3333333333", () -> monthShareLeft(5)),
        agreed("after six", "-0.5000000000", () -> monthShareLeft(6)),
        agreed("after seven", "-0.6333333333", () -> monthShareLeft(7)));
  }

  @Test
  @DisplayName("No events is null, where Kibana says -1 and Pyrra 100 %")
  void noEvents() {
    SloEvaluation none = events("0.9", 0, 0);

    assertThat(none.sli()).isNull();
    assertThat(none.burnRate()).isNull();
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_EVALUABLE);
  }

  @Test
  @DisplayName("A target of 1 burns infinitely fast, where slo-generator and Kibana say 0")
  void noBudget() {
    SloEvaluation half = events("1", 1, 2);

    assertThat(half.burnRate()).isNull();
    assertThat(half.budgetConsumedRatio()).isNull();
    assertThat(half.verdict()).isEqualTo(Verdict.MISSED);
  }

  private static BigDecimal bd(String number) {
    return new BigDecimal(number);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static double lasts(String burnRate) {
    return BurnRateFormulas.timeToExhaustion(bd(burnRate), days(30)).orElseThrow().toNanos()
        / 86_400e9;
  }

  private static double spent(String factor, Duration window, int periodDays) {
    return BurnRateFormulas.budgetSpentAtFiring(bd(factor), window, days(periodDays));
  }

  private static double factor(String budgetShare, Duration window, int periodDays) {
    return BurnRateFormulas.factorFor(bd(budgetShare), window, days(periodDays)).doubleValue();
  }

  private static double fires(Duration window, String factor) {
    return BurnRateFormulas.timeToFire(bd("0.999"), BigDecimal.ONE, window, bd(factor))
            .orElseThrow()
            .toNanos()
        / 1e9;
  }

  private static double resets(String factor) {
    return BurnRateFormulas.timeToReset(bd("0.999"), BigDecimal.ONE, hours(1), bd(factor))
            .orElseThrow()
            .toNanos()
        / 1e9;
  }

  private static double hourOut(String target) {
    BigDecimal burnRate = BigDecimal.ONE.divide(BigDecimal.ONE.subtract(bd(target)));
    return BurnRateFormulas.budgetSpentAtFiring(burnRate, hours(1), days(30));
  }

  private static double allowed(String target) {
    return events(target, 3_557_865, 3_663_253).budgetTotal().doubleValue();
  }

  private static SloEvaluation gist(String method) {
    return TruthVector.minutes(BudgetingMethod.valueOf(method), "0.95", GIST_GOOD, GIST_TOTAL);
  }

  private static double consumed(String method) {
    return gist(method).budgetConsumedRatio();
  }

  /** The longest attack in two weeks that 95 % allows: 1 % of requests good, otherwise 99 %. */
  private static double attack(String method) {
    int minutes = 800;
    while (attacked(method, minutes).verdict() == Verdict.MET) {
      minutes++;
    }
    return minutes - 1;
  }

  private static SloEvaluation attacked(String method, int minutes) {
    long[] good = new long[20_160];
    long[] total = new long[20_160];
    Arrays.fill(total, 100);
    Arrays.fill(good, 99);
    Arrays.fill(good, 0, minutes, 1);
    return TruthVector.minutes(BudgetingMethod.valueOf(method), "0.95", good, total);
  }

  /** The most requests of an attack beside 336,000 others, of which 1 % fail. */
  private static double attackRequests() {
    long requests = 14_000;
    while (bad("0.95", 336_000 + 99 * requests, 100 * (336_000 + requests)).verdict()
        == Verdict.MET) {
      requests++;
    }
    return requests - 1;
  }

  private static SloEvaluation halves(long oneGood, long otherGood) {
    return Parts.by(BudgetingMethod.OCCURRENCES)
        .part("0.99", "0.5", new long[] {oneGood}, new long[] {1_000})
        .part("0.99", "0.5", new long[] {otherGood}, new long[] {1_000})
        .together(1);
  }

  private static SloEvaluation unweighted() {
    return Parts.by(BudgetingMethod.OCCURRENCES)
        .part("0.99", "1", new long[] {990}, new long[] {1_000})
        .part("0.99", "1", new long[] {980}, new long[] {1_000})
        .together(1);
  }

  private static SloEvaluation weighted(long otherGood, long otherTotal) {
    return Parts.by(BudgetingMethod.OCCURRENCES)
        .part("0.99", "0.3", new long[] {990}, new long[] {1_000})
        .part("0.99", "0.7", new long[] {otherGood}, new long[] {otherTotal})
        .together(1);
  }

  private static SloEvaluation idlePart() {
    return Parts.by(BudgetingMethod.OCCURRENCES)
        .part("0.99", "0.3", new long[] {995}, new long[] {1_000})
        .part("0.99", "0.7", new long[] {0}, new long[] {0})
        .together(1);
  }

  private static SloEvaluation eitherDown() {
    long[] total = new long[720];
    Arrays.fill(total, 1);
    long[] prod = total.clone();
    long[] dev = total.clone();
    Arrays.fill(prod, 0, 5, 0);
    Arrays.fill(dev, 5, 10, 0);
    return Parts.by(BudgetingMethod.TIMESLICES)
        .part("0.99", "1", prod, total)
        .part("0.99", "1", dev, total)
        .together(720);
  }

  /** 90 good and 10 bad minutes of a week, nothing of the rest. */
  private static SloEvaluation unseen() {
    long[] good = new long[10_080];
    long[] total = new long[10_080];
    Arrays.fill(total, 100, 10_080, -1);
    Arrays.fill(total, 0, 100, 1);
    Arrays.fill(good, 10, 100, 1);
    return TruthVector.minutes(BudgetingMethod.TIMESLICES, "0.9", good, total);
  }

  private static double minutesLeft(int bad) {
    SloEvaluation hours = slices("0.95", 120, bad);
    return hours.budgetTotal().doubleValue() * (1 - hours.budgetConsumedRatio());
  }

  /** November 2025: a thousand events a day for a week, 10, 9, 8, 7, 6, 5, 4 of them bad. */
  private static SloEvaluation monthTo(int day) {
    List<Slice> days = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      days.add(
          new Slice(
              NOVEMBER.plus(Duration.ofDays(i)),
              BigDecimal.valueOf(990 + i),
              BigDecimal.valueOf(1_000)));
    }
    Instant evaluation = NOVEMBER.plus(Duration.ofDays(day));
    return SloEvaluations.at(
            new SloHistory(
                List.of(
                    SloFixtures.slo(
                        BudgetingMethod.OCCURRENCES,
                        "0.999",
                        CalendarWindow.natural(SpanUnit.MONTH, ZoneOffset.UTC)))),
            SliceTimeline.of(Duration.ofDays(1), days),
            evaluation)
        .get(0);
  }

  private static double monthLeft(int day) {
    return 1 - monthTo(day).budgetConsumedRatio();
  }

  private static double monthShareLeft(int day) {
    SloEvaluation month = monthTo(day);
    long length = Duration.between(month.window().start(), month.window().end()).toDays();
    return 1 - month.budgetConsumedRatio() * day / length;
  }
}
