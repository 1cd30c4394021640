package dev.aftermath.jobs.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the firings of alerts were worth")
class AlertFiguresTest {
  private static final AlertQualityRule RULE = AlertQualityRule.USUAL;

  @Test
  @DisplayName("counts each incident once, and takes short ones without an incident for nothing")
  void counts() {
    AlertFigures figures =
        figures(
            firing("a", "10:00:00", "10:04:59", null),
            firing("b", "10:00:00", "10:05:00", null),
            firing("c", "10:00:00", null, null),
            firing("d", "10:00:00", "10:01:00", "P1"),
            firing("e", "10:00:00", "10:30:00", "P1"));

    assertThat(figures).isEqualTo(new AlertFigures(5, 1, 3, 1, 0));
    assertThat(figures.actionableRatio()).isEqualTo(0.8);
    assertThat(figures.noiseReductionRatio()).isEqualTo(0.8);
  }

  @Test
  @DisplayName("calls an alert flapping from its third firing within an hour, the hour included")
  void flapping() {
    Firing third = firing("a", "11:00:00", null, null);
    Firing late = firing("b", "11:00:01", null, null);

    assertThat(
            AlertFigures.flapping(
                List.of(
                    late,
                    third,
                    firing("a", "10:00:00", null, null),
                    firing("a", "10:30:00", null, null),
                    firing("b", "10:00:00", null, null),
                    firing("b", "10:30:00", null, null)),
                RULE))
        .containsExactly(third);
    assertThat(AlertFigures.of(List.of(third, late), Set.of(third), RULE).flappingCount()).isOne();
  }

  @Test
  @DisplayName("has no ratio without alerts")
  void none() {
    assertThat(figures().actionableRatio()).isNull();
    assertThat(figures().noiseReductionRatio()).isNull();
  }

  private static AlertFigures figures(Firing... firings) {
    return AlertFigures.of(List.of(firings), Set.of(), RULE);
  }

  private static Firing firing(
      String fingerprint, String started, @Nullable String ended, @Nullable String incident) {
    return new Firing(fingerprint, at(started), ended == null ? null : at(ended), incident);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-02T" + time + "Z");
  }
}
