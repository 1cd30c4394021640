package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeasuredSloTest {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Instant CHANGE = minutes(10);
  private static final SloDefinition LOOSE = version("0.9", "a", null);
  private static final SloDefinition TIGHT = version("0.99", "a", CHANGE);

  @Test
  @DisplayName("A window across a changed target has the budget of each version for its own slices")
  void changedTarget() {
    MeasuredSlo slo = measured(List.of(TIGHT, LOOSE), Map.of("a", slices(8, 10, 10, 9)));

    SloEvaluation whole = gross(slo, 0, 20);
    // 0.1 of 20 and 0.01 of 20 may be bad: 2.2; 3 are.
    assertThat(whole.good()).isEqualByComparingTo("37");
    assertThat(whole.budgetTotal()).isEqualByComparingTo("2.2");
    assertThat(whole.budgetConsumedRatio()).isEqualTo(1.3636363636363635);
    assertThat(whole.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(whole.definitionCount()).isEqualTo(2);
    assertThat(whole.objective().target()).isEqualByComparingTo("0.99");

    // At the very change the old version has ruled so far.
    SloEvaluation before = gross(slo, 0, 10);
    assertThat(before.budgetTotal()).isEqualByComparingTo("2");
    assertThat(before.verdict()).isEqualTo(Verdict.MET);
    assertThat(before.definitionCount()).isEqualTo(1);
    assertThat(before.objective().target()).isEqualByComparingTo("0.9");
  }

  @Test
  @DisplayName("Under one version, that version rules all slices")
  void underOneVersion() {
    MeasuredSlo slo = measured(List.of(LOOSE, TIGHT), Map.of("a", slices(8, 10, 10, 9)));

    SloEvaluation loose = gross(slo.under(LOOSE), 0, 20);
    assertThat(loose.budgetConsumedRatio()).isEqualTo(0.75);
    assertThat(loose.verdict()).isEqualTo(Verdict.MET);
    assertThat(loose.definitionCount()).isEqualTo(1);

    SloEvaluation tight = gross(slo.under(TIGHT), 0, 20);
    assertThat(tight.budgetConsumedRatio()).isEqualTo(7.5);
    assertThat(tight.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  @DisplayName("Each slice is judged by the slice target that rules its start")
  void changedSliceTarget() {
    SloDefinition half = timeslices("0.5", null, null);
    SloDefinition most = timeslices("0.9", null, CHANGE);

    SloEvaluation whole =
        gross(measured(List.of(half, most), Map.of("a", slices(8, 8, 8, 9))), 0, 20);

    assertThat(whole.good()).isEqualByComparingTo("3");
    assertThat(whole.total()).isEqualByComparingTo("4");
    assertThat(whole.slices()).isEqualTo(new SloEvaluation.SliceCounts(3, 1, 0, 0, 0));
  }

  @Test
  @DisplayName("A changed indicator counts from the first slice that starts under it")
  void changedIndicator() {
    Map<String, SliceTimeline> both = Map.of("a", slices(10, 10, 10, 10), "b", slices(0, 1, 2, 3));
    SloDefinition onGrid = version("0.9", "b", CHANGE);
    SloDefinition inSlice = version("0.9", "b", minutes(7));

    // 10 + 10 by the first, 2 + 3 by the second; a change at 00:07 leaves 00:05 to the first.
    assertThat(gross(measured(List.of(LOOSE, onGrid), both), 0, 20).good())
        .isEqualByComparingTo("25");
    assertThat(gross(measured(List.of(LOOSE, inSlice), both), 0, 20).good())
        .isEqualByComparingTo("25");
  }

  @Test
  @DisplayName("What was not measured for a version's own indicator is unknown while it rules")
  void versionWithoutData() {
    List<SloDefinition> versions = List.of(LOOSE, version("0.99", "b", CHANGE));

    SloEvaluation first = gross(measured(versions, Map.of("a", slices(10, 9, 8, 7))), 0, 20);
    assertThat(first.good()).isEqualByComparingTo("19");
    assertThat(first.total()).isEqualByComparingTo("20");
    assertThat(first.coverage()).isEqualTo(0.5);

    SloEvaluation second = gross(measured(versions, Map.of("b", slices(10, 9, 8, 7))), 0, 20);
    assertThat(second.good()).isEqualByComparingTo("15");
    assertThat(second.budgetTotal()).isEqualByComparingTo("0.2");
    assertThat(second.slices().unknown()).isEqualTo(2);

    assertThat(measured(versions, Map.of()).gross(LOOSE.objectives().get(0))).isEmpty();
  }

  @Test
  @DisplayName("Shorter slices become longer ones; longer ones cannot be cut and are unknown")
  void changedSliceLength() {
    SloDefinition minutes = timeslices("0.9", Duration.ofMinutes(1), null);
    SloDefinition tens = timeslices("0.9", Duration.ofMinutes(10), CHANGE);
    SliceTimeline tenOfOne =
        timeline(
            Duration.ofMinutes(1),
            new long[] {10, 10, 10, 10, 10, 5, 10, 10, 10, 10},
            new long[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 10});
    Map<String, SliceTimeline> timelines =
        Map.of(measure(minutes), tenOfOne, measure(tens), slices(1, 1, 8, 9));

    // 95 of 100 is good; 17 of 20 is not.
    SloEvaluation longer = gross(byMeasure(List.of(minutes, tens), timelines), 0, 20);
    assertThat(longer.slices()).isEqualTo(new SloEvaluation.SliceCounts(1, 1, 0, 0, 0));

    SloDefinition later = timeslices("0.9", Duration.ofMinutes(1), CHANGE);
    SloDefinition sooner = timeslices("0.9", FIVE, null);
    Map<String, SliceTimeline> others =
        Map.of(measure(sooner), slices(10, 10), measure(later), tenOfOne);
    SloEvaluation shorter = gross(byMeasure(List.of(sooner, later), others), 0, 12);
    assertThat(shorter.slices()).isEqualTo(new SloEvaluation.SliceCounts(0, 0, 0, 12, 0));
  }

  @Test
  @DisplayName("A later version in one-minute slices leaves an earlier one its five-minute figures")
  void laterVersionInMinutes() {
    SloDefinition events = version("0.9", "a", null);
    SloDefinition minutes = timeslices("0.9", Duration.ofMinutes(1), CHANGE);
    SliceTimeline ofOne =
        timeline(
            Duration.ofMinutes(1),
            new long[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2},
            new long[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2});
    Map<String, SliceTimeline> both =
        Map.of(measure(events), slices(9, 8), measure(minutes), ofOne);
    MeasuredSlo slo = byMeasure(List.of(events, minutes), both);
    Interval window = new Interval(START, minutes(15));
    // 9 and 8 of 10 from the first version's slices; 1+1+1+2+2 of 10 from the second one's minutes.
    SloEvaluation merged =
        slo.gross(events, events.objectives().get(0)).orElseThrow().evaluate(window, minutes(15));
    assertThat(merged.good()).isEqualByComparingTo("24");
    assertThat(merged.total()).isEqualByComparingTo("30");
    // In minutes, the first version's ten cannot be known; three of the other five are bad.
    SloEvaluation fine =
        slo.gross(minutes, minutes.objectives().get(0)).orElseThrow().evaluate(window, minutes(15));
    assertThat(fine.slices()).isEqualTo(new SloEvaluation.SliceCounts(2, 3, 0, 10, 0));
  }

  @Test
  @DisplayName("Approved maintenance over a whole slice: three meanings, the gross figure beside")
  void exclusions() {
    Exclusion maintenance = new Exclusion("CHG1", "shop", new Interval(minutes(5), minutes(12)));
    Exclusion foreign = new Exclusion("CHG2", "mail", new Interval(minutes(0), minutes(20)));
    SliceTimeline slices = slices(10, 0, 9, -1);

    assertThat(netted(BudgetingMethod.OCCURRENCES, ExclusionRule.REMOVE_TIME, slices, maintenance))
        .isEqualTo("19/30 of 0.75; net 19/20 of 0.6666666666666666, excluded 1");
    assertThat(netted(BudgetingMethod.OCCURRENCES, ExclusionRule.DROP_EVENTS, slices, maintenance))
        .isEqualTo("19/30 of 0.75; net 19/20 of 0.75, excluded 0");
    assertThat(
            netted(BudgetingMethod.OCCURRENCES, ExclusionRule.COUNT_AS_GOOD, slices, maintenance))
        .isEqualTo("19/30 of 0.75; net 29/30 of 0.75, excluded 0");
    assertThat(netted(BudgetingMethod.TIMESLICES, ExclusionRule.REMOVE_TIME, slices, maintenance))
        .isEqualTo("1/3 of 0.75; net 1/2 of 0.6666666666666666, excluded 1");
    assertThat(netted(BudgetingMethod.TIMESLICES, ExclusionRule.DROP_EVENTS, slices, maintenance))
        .isEqualTo("1/3 of 0.75; net 1/2 of 0.75, excluded 0");
    assertThat(netted(BudgetingMethod.TIMESLICES, ExclusionRule.COUNT_AS_GOOD, slices, maintenance))
        .isEqualTo("1/3 of 0.75; net 2/3 of 0.75, excluded 0");
    assertThat(netted(BudgetingMethod.OCCURRENCES, ExclusionRule.REMOVE_TIME, slices, foreign))
        .isEqualTo("19/30 of 0.75; net 19/30 of 0.75, excluded 0");
  }

  @Test
  @DisplayName("The missing rule names the bound that is the figure; the bounds stand beside it")
  void missingRules() {
    SliceTimeline slices = slices(10, 10, 8, -1);

    // 28 of 30; the hole is taken for ten more, all bad or all good.
    for (MissingRule rule : MissingRule.values()) {
      SloDefinition definition =
          version("0.9", "a", null, BudgetingMethod.OCCURRENCES, rule, ExclusionRule.REMOVE_TIME);
      SloEvaluation evaluation = gross(measured(List.of(definition), Map.of("a", slices)), 0, 20);
      assertThat(evaluation.sliWorst()).isEqualTo(0.7);
      assertThat(evaluation.sliBest()).isEqualTo(0.95);
      assertThat(evaluation.verdictWorst()).isEqualTo(Verdict.MISSED);
      assertThat(evaluation.verdictBest()).isEqualTo(Verdict.MET);
      assertThat(evaluation.survivesUnknown()).isFalse();
      assertThat(evaluation.sli())
          .isEqualTo(
              switch (rule) {
                case UNKNOWN -> 0.9333333333333333;
                case GOOD -> 0.95;
                case BAD -> 0.7;
              });
      assertThat(evaluation.verdict())
          .isEqualTo(rule == MissingRule.BAD ? Verdict.MISSED : Verdict.MET);
      assertThat(evaluation.budgetConsumedRatio())
          .isEqualTo(
              switch (rule) {
                case UNKNOWN -> 0.6666666666666666;
                case GOOD -> 0.5;
                case BAD -> 3.0;
              });
    }
  }

  @Test
  @DisplayName("Before the first slice and after the last the version of the time rules the holes")
  void beyondTheSlices() {
    SloDefinition loose = missingIsBad("0.9", null);
    SloDefinition tight = missingIsBad("0.99", minutes(30));
    MeasuredSlo slo = measured(List.of(loose, tight), Map.of("a", slices(10, 10, 10, 10)));

    SloEvaluation before = gross(slo, -20, 0);
    assertThat(before.slices().unknown()).isEqualTo(4);
    assertThat(before.coverage()).isEqualTo(0.0);
    assertThat(before.total()).isEqualByComparingTo("0");
    assertThat(before.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(before.budgetConsumedRatio()).isEqualTo(10.0);

    SloEvaluation after = gross(slo, 40, 60);
    assertThat(after.slices().unknown()).isEqualTo(4);
    assertThat(after.budgetConsumedRatio()).isEqualTo(100.0);
    assertThat(after.objective().target()).isEqualByComparingTo("0.99");
    assertThat(gross(slo, 25, 60).definitionCount()).isEqualTo(2);
  }

  @Test
  @DisplayName("Few events leave a wide interval; a mean of ratios has none")
  void interval() {
    SloEvaluation nineOfTen = gross(measured(List.of(LOOSE), Map.of("a", slices(9))), 0, 5);
    // Wilson's interval for 9 of 10, worked out with 40 digits.
    assertThat(nineOfTen.sliLow()).isCloseTo(0.5958499732047615, within(1e-15));
    assertThat(nineOfTen.sliHigh()).isCloseTo(0.9821237869049271, within(1e-15));

    SloDefinition ratios =
        version(
            "0.9",
            "a",
            null,
            BudgetingMethod.RATIO_TIMESLICES,
            MissingRule.UNKNOWN,
            ExclusionRule.REMOVE_TIME);
    // More good than happened in one slice: 12 of 10 and 5 of 10 are 1.7 of 2.
    SloEvaluation mean = gross(measured(List.of(ratios), Map.of("a", slices(12, 5))), 0, 10);
    assertThat(mean.good()).isEqualByComparingTo("1.7");
    assertThat(mean.sli()).isEqualTo(0.85);
    assertThat(mean.sliLow()).isNull();
    assertThat(mean.sliHigh()).isNull();
  }

  private static String netted(
      BudgetingMethod method, ExclusionRule rule, SliceTimeline slices, Exclusion exclusion) {
    SloDefinition definition = version("0.95", "a", null, method, MissingRule.UNKNOWN, rule);
    MeasuredSlo slo =
        new MeasuredSlo(
            new SloHistory(List.of(definition)),
            Grouping.WHOLE,
            Map.of(measure(definition), slices),
            List.of(exclusion));
    SloEvaluation gross = gross(slo, 0, 20);
    SloEvaluation net =
        slo.net(definition.objectives().get(0))
            .orElseThrow()
            .evaluate(new Interval(minutes(0), minutes(20)), minutes(20));
    return gross.good()
        + "/"
        + gross.total()
        + " of "
        + gross.coverage()
        + "; net "
        + net.good()
        + "/"
        + net.total()
        + " of "
        + net.coverage()
        + ", excluded "
        + net.slices().excluded();
  }

  private static SloEvaluation gross(MeasuredSlo slo, int from, int to) {
    Objective objective = slo.history().newest().objectives().get(0);
    return slo.gross(objective)
        .orElseThrow()
        .evaluate(new Interval(minutes(from), minutes(to)), minutes(to));
  }

  private static MeasuredSlo measured(
      List<SloDefinition> versions, Map<String, SliceTimeline> byIndicator) {
    Map<String, SliceTimeline> timelines = new TreeMap<>();
    byIndicator.forEach(
        (indicator, slices) -> timelines.put(measure(version("0.9", indicator, null)), slices));
    return byMeasure(versions, timelines);
  }

  static MeasuredSlo byMeasure(List<SloDefinition> versions, Map<String, SliceTimeline> timelines) {
    return new MeasuredSlo(new SloHistory(versions), Grouping.WHOLE, timelines, List.of());
  }

  /** Slices of ten events each; a negative number is a hole. */
  private static SliceTimeline slices(long... good) {
    long[] total = new long[good.length];
    for (int i = 0; i < good.length; i++) {
      total[i] = good[i] < 0 ? -1 : 10;
    }
    return timeline(FIVE, good, total);
  }

  private static Instant minutes(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  static String measure(SloDefinition slo) {
    return slo.objectives().get(0).measure();
  }

  private static SloDefinition missingIsBad(String target, @Nullable Instant from) {
    return version(
        target, "a", from, BudgetingMethod.OCCURRENCES, MissingRule.BAD, ExclusionRule.REMOVE_TIME);
  }

  static SloDefinition version(String target, String indicator, @Nullable Instant from) {
    return version(
        target,
        indicator,
        from,
        BudgetingMethod.OCCURRENCES,
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME);
  }

  private static SloDefinition version(
      String target,
      String indicator,
      @Nullable Instant from,
      BudgetingMethod method,
      MissingRule missing,
      ExclusionRule exclusions) {
    return definition(
        new Objective(
            "Good",
            new Indicator.NotComputed(indicator),
            new BigDecimal(target),
            null,
            null,
            BigDecimal.ONE),
        from,
        method,
        missing,
        exclusions);
  }

  static SloDefinition timeslices(
      String sliceTarget, @Nullable Duration length, @Nullable Instant from) {
    return definition(
        new Objective(
            "Good",
            new Indicator.NotComputed("a"),
            new BigDecimal("0.5"),
            new BigDecimal(sliceTarget),
            length,
            BigDecimal.ONE),
        from,
        BudgetingMethod.TIMESLICES,
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME);
  }

  private static SloDefinition definition(
      Objective objective,
      @Nullable Instant from,
      BudgetingMethod method,
      MissingRule missing,
      ExclusionRule exclusions) {
    return new SloDefinition(
        "checkout",
        "Checkout",
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        method,
        List.of(objective),
        SloFixtures.rolling("1d"),
        missing,
        exclusions,
        Grouping.NONE,
        List.of(),
        from);
  }
}
