package dev.aftermath.jobs.pipeline;

import static dev.aftermath.jobs.pipeline.ExplainedSlos.composite;
import static dev.aftermath.jobs.pipeline.ExplainedSlos.dated;
import static dev.aftermath.jobs.pipeline.ExplainedSlos.grouped;
import static dev.aftermath.jobs.pipeline.ExplainedSlos.part;
import static dev.aftermath.jobs.pipeline.ExplainedSlos.slo;
import static dev.aftermath.jobs.pipeline.ExplainedSlos.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.PrintedEquations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of one day of four slices, which are told as {@code good/total} and a hole as {@code -}. */
@DisplayName("The arithmetic of an explanation")
class ExplanationArithmeticTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant END = Instant.parse("2026-03-03T00:00:00Z");
  private static final Duration LENGTH = Duration.ofHours(6);

  private final Map<String, SliceTimeline> timelines = new HashMap<>();
  private final List<Maintenance> maintenance = new ArrayList<>();

  @Test
  @DisplayName("counts an unknown slice as one bad slice where the rule of Timeslices says so")
  void filledTimeslices() {
    SloDefinition slo =
        slo(BudgetingMethod.TIMESLICES, MissingRule.BAD, part("A", "0.5", "1", "0.95"));
    measured("A", "90/100", "99/100", "-", "0/0");

    assertThat(explained(slo))
        .containsSubsequence(
            "good: 1",
            "total: 2",
            "budget: (1 - 0.5) x 2 = 1",
            "missing: bad: each of the 1 unknown slices counts as 1, all of it bad",
            "filled good: 1 + 0 = 1",
            "filled total: 2 + 1 = 3",
            "filled bad: 3 - 1 = 2",
            "SLI: 1 / 3 = 0.333333333333333",
            "consumed: (2 x 2) / (1 x 3) = 1.33333333333333",
            "verdict: missed",
            "slices: 1 good + 1 bad + 1 idle = 3 measured",
            "coverage: 3 / (3 + 1 unknown) = 0.75",
            "worst: SLI (1 + 0) / (2 + 1) = 0.333333333333333 (missed)",
            "best: SLI (1 + 1) / (2 + 1) = 0.666666666666667 (met)",
            "(if all that is unknown or undecided was bad, and if it was good)",
            "worst slice: 2026-03-02T00:00:00Z: good 90 / 100 = 0.9, below 0.95");
  }

  @Test
  @DisplayName("adds the ratios of slices up to the last digit, where the table has nine of them")
  void ratioTimeslices() {
    SloDefinition slo =
        slo(BudgetingMethod.RATIO_TIMESLICES, MissingRule.UNKNOWN, part("A", "0.9", "1", null));
    measured("A", "1/3", "1/3", "3/3", "3/3");

    assertThat(explained(slo))
        .containsSubsequence(
            "good: 2.666666666666666666",
            "SLI: 2.666666666666666666 / 4 = 0.666666666666667",
            "bounds: none: every slice was measured, and all of it is decided",
            "worst slice: 2026-03-02T00:00:00Z: good 1 / 3 = 0.333333333333333");
  }

  @Test
  @DisplayName("takes undecided events for bad, and for good at best")
  void undecided() {
    SloDefinition slo =
        slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.95", "1", null));
    measured("A", "90/100/4", "100/100", "-", "-");

    assertThat(explained(slo))
        .containsSubsequence(
            "consumed: 10 / 10 = 1",
            "undecided: 4 events: bad in the figure, good at best (a bucket reaches across the"
                + " threshold)",
            "worst: SLI (190 x 2) / (200 x (2 + 2)) = 0.475 (missed)",
            "best: SLI ((190 + 4) x 2 + 200 x 2) / (200 x (2 + 2)) = 0.985 (met)",
            "worst slice: 2026-03-02T00:00:00Z: 90 good of 100, 4 undecided");
  }

  @Test
  @DisplayName("adds up the pieces of each part of a composite before its burn is weighted")
  void partsOfVersions() {
    SloDefinition first =
        composite(MissingRule.UNKNOWN, part("A", "0.99", "1", null), part("B", "0.95", "2", null));
    SloDefinition second =
        dated(
            "2026-03-02T12:00:00Z",
            composite(
                MissingRule.UNKNOWN, part("A", "0.9", "1", null), part("B", "0.95", "2", null)));
    measured("A", "99/100", "99/100", "95/100", "97/100");
    measured("B", "100/100", "100/100", "100/100", "90/100");

    // Of 22 that A may fail 10 did, of 20 that B may as well: 5 / 11 and twice a half.
    assertThat(explained(first, second))
        .containsSubsequence(
            "part: A, weight 1",
            "piece: 2026-03-02T00:00:00Z to 2026-03-02T12:00:00Z, version",
            "198 good of 200; budget (1 - 0.99) x 200 = 2",
            "piece: 2026-03-02T12:00:00Z to 2026-03-03T00:00:00Z, version",
            "192 good of 200; budget (1 - 0.9) x 200 = 20",
            "good: 198 + 192 = 390",
            "total: 200 + 200 = 400",
            "budget: 2 + 20 = 22",
            "consumed: 10 / 22 = 0.454545454545455",
            "part: B, weight 2",
            "good: 200 + 190 = 390",
            "budget: 10 + 10 = 20",
            "consumed: 10 / 20 = 0.5",
            "composite: consumed 1 x 0.454545454545455 + 2 x 0.5 = 1.454545454545455",
            "composite: SLI 1 - 0.05 x 1.454545454545455 = 0.92727272727272725",
            "verdict: missed",
            "worst slice: 2026-03-02T18:00:00Z: B, 90 good of 100",
            "worst slice: 2026-03-02T12:00:00Z: A, 95 good of 100");
  }

  @Test
  @DisplayName("of a composite with a part that may not fail adds bad ratios")
  void partWithoutBudget() {
    SloDefinition slo =
        composite(MissingRule.UNKNOWN, part("A", "1", "1", null), part("B", "0.9", "2", null));
    measured("A", "99/100", "99/100", "99/100", "99/100");
    measured("B", "90/100", "90/100", "90/100", "90/100");

    assertThat(explained(slo))
        .containsSubsequence(
            "consumed: 4 / 0 = undefined",
            "consumed: 40 / 40 = 1",
            "composite: consumed is undefined: the strictest target is 1, nothing may be bad",
            "composite: bad ratio 1 x 0.01 + 2 x 0.1 = 0.21",
            "composite: SLI 1 - 0.21 = 0.79",
            "figure: SLI 0.79, consumed undefined, as computed in double precision",
            "verdict: missed");
  }

  @Test
  @DisplayName("of a composite regards a part that was never measured as the missing rule says")
  void unmeasuredPart() {
    measured("A", "100/100", "100/100", "100/100", "100/100");
    SloDefinition bad =
        composite(MissingRule.BAD, part("A", "0.9", "1", null), part("B", "0.9", "1", null));
    SloDefinition unknown =
        composite(MissingRule.UNKNOWN, part("A", "0.9", "1", null), part("B", "0.9", "1", null));

    assertThat(explained(bad))
        .containsSubsequence(
            "part: B, weight 1",
            "missing: bad: each of the 288 unknown slices counts as bad; nothing happened in"
                + " measured ones",
            "SLI: 0 / 1 = 0",
            "consumed: 1 / 0.1 = 10",
            "composite: consumed 1 x 0 + 1 x 10 = 10",
            "composite: SLI 1 - 0.1 x 10 = 0");
    assertThat(explained(unknown))
        .containsSubsequence(
            "part: B, weight 1",
            "SLI: 0 / 0 = undefined",
            "(nothing happened: the part adds nothing)",
            "composite: consumed 1 x 0 = 0",
            "composite: SLI 1 - 0.1 x 0 = 1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "REMOVE_TIME   | the slice leaves the window | 349 - 50 = 299 | 400 - 100 = 300 |"
            + " 4 - 1 = 3 | 299 / 300 = 0.996666666666667 | 1 / 3 = 0.333333333333333",
        "DROP_EVENTS   | the slice stays, without its events | 349 - 50 = 299 | 400 - 100 = 300 |"
            + " 4 - 1 = 3 | 299 / 300 = 0.996666666666667 | 1 / 3 = 0.333333333333333",
        "COUNT_AS_GOOD | all that was measured of the slice counts as good | 349 + 50 = 399 |"
            + " 400 - 0 = 400 | 4 - 0 = 4 | 399 / 400 = 0.9975 | 1 / 4 = 0.25",
      })
  @DisplayName("goes from gross to net by the rule for exclusions")
  void exclusions(
      ExclusionRule rule,
      String meaning,
      String good,
      String total,
      String budget,
      String sli,
      String consumed) {
    SloDefinition slo =
        with(
            rule,
            slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.99", "1", null)));
    measured("A", "50/100", "99/100", "100/100", "100/100");
    maintenance.add(
        new Maintenance(
            new Exclusion("tickets:CHG1", null, new Interval(START, START.plus(LENGTH))),
            "approved",
            "Board",
            START.plusSeconds(1),
            null));

    assertThat(explained(slo))
        .containsSubsequence(
            "verdict: missed",
            "net: by " + rule.word() + " (" + meaning + "); slices in approved maintenance: 1",
            "net good: " + good,
            "net total: " + total,
            "net budget: " + budget,
            "net SLI: " + sli,
            "net consumed: " + consumed,
            "net verdict: met",
            "maintenance: tickets:CHG1, 2026-03-02T00:00:00Z to 2026-03-02T06:00:00Z, approved by"
                + " Board, after the fact");
  }

  @Test
  @DisplayName("goes by the target that ruled the slices, though a new one begins in the last")
  void versionWithinTheLastSlice() {
    SloDefinition first =
        slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.9", "1", null));
    SloDefinition second =
        dated(
            "2026-03-02T23:00:00Z",
            slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.99", "1", null)));
    measured("A", "90/100", "90/100", "90/100", "90/100");

    assertThat(explained(first, second))
        .containsSubsequence(
            "budget: (1 - 0.9) x 400 = 40", "consumed: 40 / 40 = 1", "verdict: met");
  }

  @Test
  @DisplayName("of a group has no piece of a version that groups by other labels")
  void otherGroups() {
    SloDefinition byTenant =
        grouped(
            "tenant",
            slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.9", "1", null)));
    SloDefinition byRegion =
        grouped(
            "region",
            dated(
                "2026-03-02T12:00:00Z",
                slo(
                    BudgetingMethod.OCCURRENCES,
                    MissingRule.UNKNOWN,
                    part("A", "0.99", "1", null))));
    measured("A", "99/100", "99/100", "99/100", "99/100");
    Explained slo = new Explained(history(byTenant, byRegion), "region=eu", timelines, List.of());

    assertThat(words(slo.lines(slo.figures(ZoneOffset.UTC, END).get(0))))
        .contains("budget: (1 - 0.99) x 400 = 4", "consumed: 4 / 4 = 1")
        .noneMatch(line -> line.startsWith("piece"));
  }

  @Test
  @DisplayName("tells how long the budget would last")
  void paces() {
    SloDefinition slo =
        slo(BudgetingMethod.OCCURRENCES, MissingRule.UNKNOWN, part("A", "0.9", "1", null));
    measured("A", "95/100", "95/100", "95/100", "95/100");

    // Half the budget of a day is consumed in a day: the rest lasts as long again.
    assertThat(explained(slo))
        .contains(
            "pace of 24h: (1 - 0.5 x 1) / 0.5 = 1 days",
            "pace of 7d: (1 - 0.5 x 1) / 0.5 = 1 days");
    measured("A", "80/100", "80/100", "80/100", "80/100");
    assertThat(explained(slo)).contains("pace of 3d: the budget is spent: 1 - 2 x 1 = -1 days");
    measured("A", "100/100", "100/100", "100/100", "100/100");
    assertThat(explained(slo)).contains("pace of 3d: for ever: the burn rate is 0");
  }

  @Test
  @DisplayName("tells the rules from the table where the settings have other versions by now")
  void unknownVersion() {
    SloDefinition then =
        with(
            ExclusionRule.DROP_EVENTS,
            slo(BudgetingMethod.TIMESLICES, MissingRule.GOOD, part("A", "0.5", "1", "0.95")));
    SloDefinition now =
        slo(BudgetingMethod.TIMESLICES, MissingRule.BAD, part("A", "0.5", "1", "0.95"));
    measured("A", "90/100", "-", "99/100", "99/100");
    maintenance.add(
        new Maintenance(
            new Exclusion("CHG1", null, new Interval(START, START.plus(LENGTH))),
            "approved",
            null,
            null,
            null));
    Explained slo = new Explained(history(then), Grouping.WHOLE, timelines, maintenance);
    ExplainedFigure figure = slo.figures(ZoneOffset.UTC, END).get(0);

    assertThat(words(slo.lines(figure, history(now))))
        .containsSubsequence(
            "filled good: 2 + 1 = 3",
            "SLI: 3 / 4 = 0.75",
            "consumed: (1 x 3) / (1.5 x 4) = 0.5",
            "net measured: 2 / 2 = 1")
        .anyMatch(line -> line.startsWith("net: by drop_events: good and total as in the table"));

    // A version of the table from before it had the rules.
    Map<String, Object> older = new HashMap<>(figure.columns());
    List.of("missing_rule", "exclusion_rule", "zone").forEach(older::remove);
    assertThat(words(slo.lines(new ExplainedFigure(older), history(now))))
        .contains("SLI: 2 / 3 = 0.666666666666667", "consumed: 1 / 1.5 = 0.666666666666667")
        .anyMatch(line -> line.startsWith("missing: the settings have no such version any more"));
  }

  private List<String> explained(SloDefinition... versions) {
    Explained slo =
        new Explained(history(versions), Grouping.WHOLE, timelines, List.copyOf(maintenance));
    String objective = versions[0].kind() == SloDefinition.Kind.COMPOSITE ? Composite.NAME : "A";
    ExplainedFigure figure =
        slo.figures(ZoneOffset.UTC, END).stream()
            .filter(each -> each.text("window").equals("declared"))
            .filter(each -> each.objective().equals(objective))
            .findFirst()
            .orElseThrow();
    return words(slo.lines(figure));
  }

  private static List<String> words(List<String> lines) {
    assertThat(PrintedEquations.in(lines)).isNotEmpty();
    return lines.stream()
        .map(line -> line.startsWith(" ") ? line.strip() : line.replaceFirst(" {2,}", ": "))
        .map(line -> line.replaceFirst("version [0-9a-f]{12}$", "version"))
        .toList();
  }

  private void measured(String part, String... slices) {
    List<Slice> all = new ArrayList<>();
    for (int i = 0; i < slices.length; i++) {
      String[] numbers = slices[i].split("/", -1);
      if (numbers.length > 1) {
        all.add(
            new Slice(
                START.plus(LENGTH.multipliedBy(i)),
                new BigDecimal(numbers[0]),
                new BigDecimal(numbers[1]),
                numbers.length > 2 ? new BigDecimal(numbers[2]) : BigDecimal.ZERO));
      }
    }
    timelines.put(part(part, "0.5", "1", null).measure(), SliceTimeline.of(LENGTH, all));
  }

  private static SloHistory history(SloDefinition... versions) {
    return new SloHistory(List.of(versions));
  }
}
