package dev.aftermath.jobs.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.calendar.DailyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time of an SLA")
class SlaClockTest {
  private static final Instant FRIDAY_NIGHT = Instant.parse("2014-12-12T21:00:00Z");
  private static final Instant MONDAY_MORNING = Instant.parse("2014-12-15T09:30:00Z");
  private static final Instant MONDAY_16 = Instant.parse("2014-12-15T16:00:00Z");

  @Test
  @DisplayName("of eight business hours is used by 756 % around the clock and by 18.75 % in them")
  void weekend() {
    SlaClock clock = new SlaClock(FRIDAY_NIGHT, MONDAY_MORNING, MONDAY_16, 0L, 0L, weekdays());

    assertThat(clock.allowedSeconds()).isEqualTo(8 * 3_600);
    assertThat(clock.elapsedSeconds()).isEqualTo(60 * 3_600 + 1_800);
    assertThat(clock.businessElapsedSeconds()).isEqualTo(3_600 + 1_800);
    assertThat(clock.ratio(clock.elapsedSeconds())).isEqualTo(7.5625);
    assertThat(clock.ratio(clock.businessElapsedSeconds())).isEqualTo(0.1875);
    assertThat(clock.isBreached()).isFalse();
  }

  @Test
  @DisplayName("stands still in a pause, of which business time loses its own part")
  void pauses() {
    // Half an hour's pause after work began, six hours' pause in the night before.
    SlaClock clock =
        new SlaClock(
            FRIDAY_NIGHT,
            MONDAY_MORNING,
            Instant.parse("2014-12-15T09:00:00Z"),
            6 * 3_600L + 1_800,
            1_800L,
            weekdays());

    assertThat(clock.elapsedSeconds()).isEqualTo(54 * 3_600);
    assertThat(clock.businessElapsedSeconds()).isEqualTo(3_600);
    assertThat(clock.isBreached()).as("just as long as it may").isFalse();
  }

  @Test
  @DisplayName("cannot be told while it runs, without its breach, or with an unknown pause")
  void unknown() {
    assertThat(clock(null, MONDAY_16, null).elapsedSeconds()).isNull();
    assertThat(clock(null, MONDAY_16, null).isBreached()).isNull();
    assertThat(clock(MONDAY_MORNING, null, null).isBreached()).isNull();
    assertThat(clock(MONDAY_MORNING, null, null).ratio(3_600L)).isNull();
    assertThat(clock(MONDAY_MORNING, MONDAY_16, 60L).businessElapsedSeconds()).isNull();
    assertThat(clock(MONDAY_MORNING, MONDAY_16, null).businessElapsedSeconds()).isEqualTo(5_400);
  }

  @Test
  @DisplayName("runs around the clock without a schedule")
  void aroundTheClock() {
    SlaClock clock =
        new SlaClock(
            FRIDAY_NIGHT,
            FRIDAY_NIGHT.plusSeconds(3_601),
            FRIDAY_NIGHT.plusSeconds(3_600),
            null,
            null,
            Clock.AROUND_THE_CLOCK);

    assertThat(clock.isBreached()).isTrue();
    assertThat(clock.businessElapsedSeconds()).isEqualTo(3_601);
  }

  private static SlaClock clock(
      @Nullable Instant end, @Nullable Instant breach, @Nullable Long paused) {
    return new SlaClock(FRIDAY_NIGHT, end, breach, paused, null, weekdays());
  }

  private static BusinessCalendar weekdays() {
    Map<DayOfWeek, List<DailyHours>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
        week.put(day, List.of(DailyHours.parse("08:00-17:00")));
      }
    }
    return new BusinessCalendar("weekdays", 1, List.of(), ZoneOffset.UTC, week, Map.of());
  }
}
