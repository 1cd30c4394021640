package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.SloLine.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The three sentences")
class VerdictsTest {
  private static final List<Long> STEADY = List.of(36L, 36L, 36L, 36L, 36L, 36L, 40L);

  @Test
  void nameTheWorstObjectiveItsWindowAndWhatIsNotKnown() {
    List<SloLine> slos =
        List.of(
            slo("search", "0.4", Verdict.MET),
            slo("checkout", "12.345", Verdict.MISSED),
            slo("cart", null, Verdict.NOT_EVALUABLE));
    assertThat(Verdicts.sentences(slos, STEADY, List.of()).worstSlo())
        .isEqualTo(
            "1 of 2 evaluated objectives are missed; worst: checkout has used 1,235 % of its error"
                + " budget (last 28 days). 1 could not be evaluated: too little is known.");
  }

  @Test
  void callNothingAChangeWithinTheLimitsOfChance() {
    // mean 36, limits 36 - 3 * 6 = 18 and 36 + 3 * 6 = 54
    assertThat(Verdicts.sentences(List.of(), STEADY, List.of()).change())
        .isEqualTo(
            "40 incidents were opened, within the usual variation (18 to 54 a week): no change to"
                + " explain.");
  }

  @Test
  void askForADecisionOnTheCauseThatStillRecurs() {
    List<CauseLine> causes = List.of(cause("Disk full on …", 9, 0), cause("Queue full", 5, 2));
    assertThat(Verdicts.sentences(List.of(), STEADY, causes).decision())
        .isEqualTo(
            "Decide on a lasting fix in ledger: \u201cQueue full\u201d was the cause of 5 incidents so far,"
                + " 2 of them in the last four weeks, and of 2.5 hours of incident time.");
  }

  @Test
  void askForNoDecisionOnWhatIsOver() {
    assertThat(
            Verdicts.sentences(List.of(), STEADY, List.of(cause("Disk full on …", 9, 0)))
                .decision())
        .startsWith("Nothing needs a decision");
  }

  private static CauseLine cause(String text, long count, long recent) {
    Instant seen = Instant.parse("2026-11-16T10:00:00Z");
    return new CauseLine("ledger", text, count, recent, seen, seen, List.of("INC1"), 9_000L);
  }

  private static SloLine slo(String service, @Nullable String consumed, Verdict verdict) {
    return new SloLine(
        service + "-availability",
        service,
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
        verdict);
  }
}
