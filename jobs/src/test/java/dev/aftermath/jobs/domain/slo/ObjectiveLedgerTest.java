package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ledger of events adds up")
class ObjectiveLedgerTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  @DisplayName("what its slices hold, holes as nothing")
  void asMeasured() {
    ObjectiveLedger ledger = ledger(new long[] {9, 0, 0, 5}, new long[] {10, -1, 0, 5});

    assertThat(ledger.total(0, 4)).isEqualByComparingTo("15");
    assertThat(ledger.bad(0, 4)).isEqualByComparingTo("1");
    assertThat(ledger.knownCount(0, 4)).isEqualTo(3);
    assertThat(ledger.state(1)).isEqualTo(SliceState.UNKNOWN);
    assertThat(ledger.state(2)).isEqualTo(SliceState.IDLE);
  }

  @Test
  @DisplayName("no good events of a slice without events")
  void goodWithoutEvents() {
    ObjectiveLedger ledger = ledger(new long[] {9, 2, 5}, new long[] {10, 0, 5});

    assertThat(ledger.total(0, 3)).isEqualByComparingTo("15");
    assertThat(ledger.bad(0, 3)).isEqualByComparingTo("1");
    assertThat(ledger.bad(1, 2)).isEqualByComparingTo("0");
    assertThat(ledger.state(1)).isEqualTo(SliceState.IDLE);
  }

  @Test
  @DisplayName("undecided events as bad, and as good in the best bound")
  void undecidedEvents() {
    SloEvaluation window = undecided(BudgetingMethod.OCCURRENCES, "0.9");

    // 8 + 5 of 20 are surely good, 2 + 4 more may be.
    assertThat(window.good()).isEqualByComparingTo("13");
    assertThat(window.sli()).isEqualTo(0.65);
    assertThat(window.sliWorst()).isEqualTo(0.65);
    assertThat(window.sliBest()).isEqualTo(0.95);
    assertThat(window.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(window.verdictBest()).isEqualTo(Verdict.MET);
    assertThat(window.survivesUnknown()).isFalse();
  }

  @Test
  @DisplayName("a bad slice as one that may be good when its undecided events would make it so")
  void undecidedSlices() {
    // Of 10 each: 8 good or at most 10, then 5 or at most 9; a slice needs 9 or 9.5.
    assertThat(undecided(BudgetingMethod.TIMESLICES, "0.9").sli()).isEqualTo(0.0);
    assertThat(undecided(BudgetingMethod.TIMESLICES, "0.9").sliBest()).isEqualTo(1.0);
    assertThat(undecided(BudgetingMethod.TIMESLICES, "0.95").sliBest()).isEqualTo(0.5);
    assertThat(undecided(BudgetingMethod.TIMESLICES, "0.8").sli()).isEqualTo(0.5);
    assertThat(undecided(BudgetingMethod.RATIO_TIMESLICES, "0.9").sli()).isEqualTo(0.65);
    assertThat(undecided(BudgetingMethod.RATIO_TIMESLICES, "0.9").sliBest()).isEqualTo(0.95);
  }

  @Test
  @DisplayName("undecided events of longer slices")
  void undecidedInLongerSlices() {
    SliceTimeline longer = twoSlices().inSlicesOf(Duration.ofMinutes(10));

    assertThat(longer.undecided(0)).isEqualByComparingTo("6");
    assertThat(longer.undecided(1)).isEqualByComparingTo("0");
  }

  private static SloEvaluation undecided(BudgetingMethod method, String target) {
    SloDefinition slo = SloFixtures.slo(method, target, SloFixtures.rolling("28d"));
    Instant end = START.plus(FIVE_MINUTES.multipliedBy(2));
    return SloFixtures.ledger(slo, twoSlices()).evaluate(new Interval(START, end), end);
  }

  private static SliceTimeline twoSlices() {
    return SliceTimeline.of(
        FIVE_MINUTES, List.of(slice(START, "8", "2"), slice(START.plus(FIVE_MINUTES), "5", "4")));
  }

  private static Slice slice(Instant start, String good, String undecided) {
    return new Slice(start, new BigDecimal(good), BigDecimal.TEN, new BigDecimal(undecided));
  }

  private static ObjectiveLedger ledger(long[] good, long[] total) {
    SloDefinition slo =
        SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.99", SloFixtures.rolling("28d"));
    return SloFixtures.ledger(slo, SloFixtures.timeline(FIVE_MINUTES, good, total));
  }
}
