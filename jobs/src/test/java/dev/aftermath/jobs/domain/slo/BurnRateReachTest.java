package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BurnRateReachTest {
  private static final Instant CHANGE = Instant.parse("2026-03-01T00:00:00Z");
  private static final BurnRateRule RULE =
      new BurnRateRule(
          "made-up", "page", Duration.ofHours(1), null, BigDecimal.TEN, Duration.ofHours(20));

  @Test
  @DisplayName("A full day of one measure decides, under whatever target")
  void sameMeasure() {
    assertThat(
            isDecidedByFullDays(
                MeasuredSloTest.version("0.9", "a", null),
                MeasuredSloTest.version("0.99", "a", CHANGE)))
        .isTrue();
  }

  @Test
  @DisplayName("A full day of an earlier version's measure does not tell of the next one's")
  void otherMeasure() {
    assertThat(
            isDecidedByFullDays(
                MeasuredSloTest.version("0.9", "a", null),
                MeasuredSloTest.version("0.9", "b", CHANGE)))
        .isFalse();
  }

  private static boolean isDecidedByFullDays(SloDefinition... versions) {
    BurnRateReach reach = new BurnRateReach();
    reach.add(new SloHistory(List.of(versions)), List.of(RULE));
    return reach.isDecidedByFullDays();
  }
}
