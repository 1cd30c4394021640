package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ledger of events adds up")
class ObjectiveLedgerTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

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

  private static ObjectiveLedger ledger(long[] good, long[] total) {
    SloDefinition slo =
        SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.99", SloFixtures.rolling("28d"));
    return ObjectiveLedger.of(
        slo, slo.objectives().get(0), SloFixtures.timeline(FIVE_MINUTES, good, total));
  }
}
