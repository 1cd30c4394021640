package dev.aftermath.jobs.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The coverage of a period")
class CoverageTest {
  private static final Interval DAY = hours(0, 24);

  @Test
  @DisplayName("has no gap where one stretch begins as another ends, or before")
  void handover() {
    assertThat(Coverage.gaps(DAY, List.of(hours(12, 30), hours(-2, 8), hours(8, 12)))).isEmpty();
    assertThat(Coverage.gaps(DAY, List.of(hours(-2, 9), hours(3, 4), hours(8, 24)))).isEmpty();
  }

  @Test
  @DisplayName("has gaps before, between and after stretches, inside the period only")
  void gaps() {
    assertThat(
            Coverage.gaps(DAY, List.of(hours(20, 22), hours(2, 8), hours(-5, -1), hours(25, 26))))
        .containsExactly(hours(0, 2), hours(8, 20), hours(22, 24));
    assertThat(Coverage.gaps(DAY, List.of())).containsExactly(DAY);
  }

  @Test
  @DisplayName("has two hours from 2 to 3 on the night that the clocks go back")
  void clockChange() {
    Interval sunday = local("2026-10-25T00:00", "2026-10-26T00:00");
    Interval night = local("2026-10-24T20:00", "2026-10-25T03:00");

    assertThat(Coverage.gaps(sunday, List.of(night, local("2026-10-25T03:00", "2026-10-26T09:00"))))
        .isEmpty();
    // 02:00 comes twice: who stops at the first leaves two hours until 03:00.
    assertThat(
            Coverage.gaps(
                sunday,
                List.of(
                    local("2026-10-24T20:00", "2026-10-25T02:00"),
                    local("2026-10-25T03:00", "2026-10-26T09:00"))))
        .containsExactly(
            new Interval(
                Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T02:00:00Z")));
  }

  private static Interval hours(int start, int end) {
    Instant midnight = Instant.parse("2026-11-13T00:00:00Z");
    return new Interval(midnight.plusSeconds(start * 3_600L), midnight.plusSeconds(end * 3_600L));
  }

  private static Interval local(String start, String end) {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    return new Interval(
        LocalDateTime.parse(start).atZone(berlin).toInstant(),
        LocalDateTime.parse(end).atZone(berlin).toInstant());
  }
}
