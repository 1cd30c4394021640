package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Time without an incident")
class IncidentSlicesTest {
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

  @Test
  @DisplayName("is 50 % from noon to 2 p.m. when it was mitigated at 1, also if two overlapped")
  void healthiness() {
    Interval mitigated = new Interval(NOON, NOON.plus(Duration.ofHours(1)));
    Interval within =
        new Interval(NOON.plus(Duration.ofMinutes(15)), NOON.plus(Duration.ofMinutes(45)));

    assertThat(good(List.of(mitigated))).isEqualByComparingTo("3600");
    // Summed, the two would be an hour and a half of two.
    assertThat(good(List.of(mitigated, within))).isEqualByComparingTo("3600");
  }

  /** The good seconds of the two hours from noon. */
  private static BigDecimal good(List<Interval> incidents) {
    SliceGrid hours = new SliceGrid(Duration.ofHours(1));
    List<DaySlices> days =
        IncidentSlices.of(hours, new Interval(NOON, NOON.plus(Duration.ofHours(2))), incidents);
    assertThat(days).hasSize(1);
    assertThat(days.get(0).knownCount()).isEqualTo(2);
    assertThat(days.get(0).total(12).add(days.get(0).total(13))).isEqualByComparingTo("7200");
    return days.get(0).good(12).add(days.get(0).good(13));
  }
}
