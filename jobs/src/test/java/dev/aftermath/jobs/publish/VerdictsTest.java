package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.model.BudgetRuleLine;
import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.NetFigures;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.Sentences;
import dev.aftermath.reports.model.SlaLine;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.SloLine.Verdict;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The three sentences")
class VerdictsTest {
  private static final List<KpiTile> STEADY =
      List.of(
          tile(
              "incident_count",
              "Incidents opened",
              new Variation(null, 11, new Interval(18, 54), 0.5)),
          tile("mttr", "Time to resolve", new Variation(null, 11, null, 0.9)));

  @Test
  void nameTheWorstObjectiveItsWindowAndWhatIsNotKnown() {
    List<SloLine> slos =
        List.of(
            slo("search", "0.4", Verdict.MET),
            slo("checkout", "12.345", Verdict.MISSED),
            slo("cart", null, Verdict.NOT_EVALUABLE));
    assertThat(Verdicts.sentences(slos, STEADY, List.of(), List.of()).worstSlo())
        .isEqualTo(
            "1 of 2 evaluated objectives are missed; worst: checkout has used 1,235 % of its error"
                + " budget (last 28 days). 1 could not be evaluated: too little is known.");
  }

  @Test
  void callNothingAChangeWithinTheLimitsOfChance() {
    assertThat(Verdicts.sentences(List.of(), STEADY, List.of(), List.of()).change())
        .isEqualTo(
            "40 incidents were opened (18 to 54 a week are usual). No KPI left its normal"
                + " variation: no change to explain.");
  }

  @Test
  void nameTheChangesThatChanceDoesNotExplainAndTheirRule() {
    Variation longer =
        new Variation(new Arrow(Way.UP, Rule.FOUR_WEEKS, Meaning.WORSE), 26, null, 0.9);
    List<KpiTile> kpis = List.of(STEADY.get(0), tile("mttr", "Time to resolve", longer));
    assertThat(Verdicts.sentences(List.of(), kpis, List.of(), List.of()).change())
        .isEqualTo("More than chance explains: Time to resolve: four weeks higher than before.");
  }

  @Test
  void compareNothingWithTooFewWeeks() {
    List<KpiTile> kpis = List.of(tile("incident_count", "Incidents opened", Variation.UNKNOWN));
    assertThat(Verdicts.sentences(List.of(), kpis, List.of(), List.of()).change())
        .isEqualTo(
            "40 incidents were opened. There are too few weeks before to call anything a change.");
  }

  @Test
  void askForADecisionOnTheCauseThatStillRecurs() {
    List<CauseLine> causes = List.of(cause("Disk full on …", 9, 0), cause("Queue full", 5, 2));
    assertThat(Verdicts.sentences(List.of(), STEADY, List.of(), causes).decision())
        .isEqualTo(
            "Decide on a lasting fix in ledger: \u201cQueue full\u201d struck 5 times so far, 2 of"
                + " them in the last four weeks, and cost 2.5 hours of incident time.");
  }

  @Test
  void askForNoDecisionOnWhatIsOver() {
    assertThat(
            Verdicts.sentences(List.of(), STEADY, List.of(), List.of(cause("Disk full on …", 9, 0)))
                .decision())
        .startsWith("Nothing needs a decision");
  }

  @Test
  void askForAPostmortemOfTheIncidentThatTookMoreThanAFifthOfABudget() {
    List<CauseLine> causes = List.of(cause("Queue full", 5, 2));
    assertThat(
            Verdicts.sentences(List.of(), STEADY, List.of(rule("INC7", "0.4149")), causes)
                .decision())
        .isEqualTo(
            "A postmortem with a top-priority action is due: INC7 took 41 % of the budget of"
                + " checkout in four weeks. Decide on a lasting fix in ledger: \u201cQueue"
                + " full\u201d struck 5 times so far, 2 of them in the last four weeks, and cost"
                + " 2.5 hours of incident time.");
  }

  @Test
  void countIncidentsAndNotTheBudgetsTheyTook() {
    List<BudgetRuleLine> rules =
        List.of(rule("INC7", "0.9"), rule("INC7", "0.5"), rule("INC8", "0.3"));
    assertThat(Verdicts.sentences(List.of(), STEADY, rules, List.of()).decision())
        .isEqualTo(
            "2 incidents took more than a fifth of a four-week error budget and ask for a"
                + " postmortem with a top-priority action; most: INC7 took 90 % of the budget of"
                + " checkout.");
  }

  @Test
  void nameTheRulesThatAreKeptLessOftenThanChanceExplainsAndNoOthers() {
    Sentences sentences = new Sentences("Worst.", "Changed.", "Decide.");
    Variation worse = new Variation(new Arrow(Way.DOWN, Rule.WEEK, Meaning.WORSE), 11, null, 0.2);
    Variation better = new Variation(new Arrow(Way.UP, Rule.WEEK, Meaning.BETTER), 11, null, 0.2);
    assertThat(Verdicts.with(promises(better, null), sentences)).isEqualTo(sentences);
    assertThat(Verdicts.with(promises(worse, worse), sentences))
        .isEqualTo(
            new Sentences(
                "Worst.",
                "Changed. Kept less often than chance explains: SLAs of response, incident tenant.",
                "Decide."));
  }

  private static Promises promises(@Nullable Variation agreement, @Nullable Variation rule) {
    return new Promises(
        List.of(
            new SlaLine(
                SlaLine.Target.RESPONSE, "all", "all", 4, 3, 1, 0, 0, 0, 0.75, 0.75, agreement)),
        List.of(
            new ContractRuleLine(
                "incident_tenant",
                1,
                "incident",
                "high",
                "Owners",
                "Text.",
                ContractRuleLine.Span.WEEK,
                4,
                3,
                0.75,
                rule,
                0,
                0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static BudgetRuleLine rule(String incident, String share) {
    Instant end = Instant.parse("2026-11-16T00:00:00Z");
    return new BudgetRuleLine(
        BudgetRuleLine.Rule.INCIDENT_FOUR_WEEKS,
        new ObjectiveName("availability", "checkout", "", "requests"),
        incident,
        end.minus(Duration.ofDays(28)),
        end,
        end,
        1,
        new BigDecimal(share));
  }

  private static CauseLine cause(String text, long count, long recent) {
    Instant seen = Instant.parse("2026-11-16T10:00:00Z");
    return new CauseLine(
        "c1",
        "ledger",
        text,
        count,
        recent,
        count,
        seen,
        seen,
        null,
        CauseLine.Trend.STEADY,
        new CauseLine.Standing(CauseLine.Status.RECURRING, null, null, null, null),
        CauseLine.ActionItems.none(),
        null,
        null,
        List.of("INC1"),
        9_000L);
  }

  private static SloLine slo(String service, @Nullable String consumed, Verdict verdict) {
    return new SloLine(
        service + "-availability",
        service,
        "",
        "requests",
        new BigDecimal("0.999"),
        "rolling 28d",
        "last 28 days",
        null,
        null,
        null,
        null,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        consumed == null ? null : new BigDecimal(consumed),
        verdict,
        verdict,
        verdict,
        new NetFigures(null, null, verdict, 0),
        null);
  }

  private static KpiTile tile(String id, String name, Variation variation) {
    return new KpiTile(
        id,
        "1",
        name,
        Unit.COUNT,
        Statistic.COUNT,
        40,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        variation,
        null,
        null,
        null,
        null);
  }
}
