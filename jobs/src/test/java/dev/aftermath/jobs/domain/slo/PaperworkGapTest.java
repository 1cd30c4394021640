package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Six hours in slices of half an hour: bad from 1:00 to 2:00, not measured from 2:30 to 3:00. */
@DisplayName("A record beside its SLI")
class PaperworkGapTest {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final Instant AS_OF = START.plus(Duration.ofHours(6));

  private final ObjectiveLedger ledger =
      SloFixtures.ledger(
          SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.99", SloFixtures.rolling("28d")),
          SloFixtures.timeline(
              HALF_HOUR,
              new long[] {10, 10, 5, 5, 10, 0, 10, 10, 10, 10, 10, 10},
              new long[] {10, 10, 10, 10, 10, -1, 10, 10, 10, 10, 10, 10}));

  @Test
  @DisplayName("counts bad and unmeasured time to the second, and stayed open after the recovery")
  void longAfter() {
    PaperworkGap gap = gap("01:10:00", "05:00:00");

    assertThat(gap.recorded()).hasMinutes(230);
    assertThat(gap.bad()).hasMinutes(50);
    assertThat(gap.unknown()).hasMinutes(30);
    assertThat(gap.recoveredAt()).isEqualTo("2026-03-01T02:00:00Z");
    assertThat(gap.openAfterRecovery()).hasMinutes(180);
    assertThat(gap.isOpenLongAfterRecovery()).isTrue();
    assertThat(gap.isOpen()).isFalse();
  }

  @Test
  @DisplayName("is not open long when it was settled an hour after the recovery or earlier")
  void inTime() {
    assertThat(gap("01:10:00", "03:00:00").isOpenLongAfterRecovery()).isFalse();
    assertThat(gap("01:10:00", "03:00:01").isOpenLongAfterRecovery()).isTrue();
    assertThat(gap("01:10:00", "01:20:30").bad()).hasSeconds(630);
    assertThat(gap("01:10:00", "01:20:30").openAfterRecovery()).isZero();
  }

  @Test
  @DisplayName("has no recovery where nothing was bad, and lasts until now while it is open")
  void quietAndOpen() {
    PaperworkGap gap = gap("03:30:00", null);

    assertThat(gap.recorded()).hasMinutes(150);
    assertThat(gap.bad()).isZero();
    assertThat(gap.openAfterRecovery()).isNull();
    assertThat(gap.isOpenLongAfterRecovery()).isFalse();
    assertThat(gap.isOpen()).isTrue();
    assertThat(gap("01:00:00", "07:00:00").isOpen()).isTrue();
  }

  private PaperworkGap gap(String opened, @Nullable String settled) {
    return PaperworkGap.of(
        ledger,
        new IncidentSpan("A", null, "shop", null, at(opened), settled == null ? null : at(settled)),
        AS_OF);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + "Z");
  }
}
