package dev.aftermath.jobs.domain.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.DailyHours;
import dev.aftermath.jobs.domain.calendar.SpecialDay;
import dev.aftermath.jobs.domain.oncall.OnCallHours.Band;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hours of somebody on call")
class OnCallHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final OnCallHours HOURS = hours("08:00-20:00", "20:00-08:00");

  @Test
  @DisplayName("are sleep on a Saturday at 23:30, which is a weekend too")
  void sleepWins() {
    assertThat(HOURS.bandAt(at("2026-11-14T23:30"))).isEqualTo(Band.SLEEP);
    assertThat(HOURS.bandAt(at("2026-11-14T21:59:59"))).isEqualTo(Band.OFF);
    assertThat(HOURS.bandAt(at("2026-11-15T07:59:59"))).isEqualTo(Band.SLEEP);
    assertThat(HOURS.bandAt(at("2026-11-15T08:00"))).isEqualTo(Band.OFF);
  }

  @Test
  @DisplayName("are off on a weekday's evening and on a holiday, else business")
  void offAndBusiness() {
    assertThat(HOURS.bandAt(at("2026-11-13T17:59:59"))).isEqualTo(Band.BUSINESS);
    assertThat(HOURS.bandAt(at("2026-11-13T18:00"))).isEqualTo(Band.OFF);
    assertThat(HOURS.bandAt(at("2026-11-16T11:00"))).isEqualTo(Band.OFF);
    assertThat(HOURS.bandAt(at("2026-11-17T11:00"))).isEqualTo(Band.BUSINESS);
  }

  @Test
  @DisplayName("that messages at 18:30, 19:15 and 19:25 disrupt are two")
  void disruptedHours() {
    assertThat(
            Stream.of("2026-11-13T18:30", "2026-11-13T19:15", "2026-11-13T19:25")
                .map(OnCallHoursTest::at)
                .map(HOURS::clockHourOf)
                .distinct())
        .containsExactly(at("2026-11-13T18:00"), at("2026-11-13T19:00"));
  }

  @Test
  @DisplayName("that come twice when the clocks go back are two")
  void hoursOfClockChange() {
    assertThat(HOURS.clockHourOf(Instant.parse("2026-10-25T00:30:00Z")))
        .isEqualTo("2026-10-25T00:00:00Z");
    assertThat(HOURS.clockHourOf(Instant.parse("2026-10-25T01:30:00Z")))
        .isEqualTo("2026-10-25T01:00:00Z");
    // In Kathmandu the clock shows 05:45 at midnight of UTC.
    OnCallHours kathmandu =
        new OnCallHours(
            HOURS.business().in(ZoneId.of("Asia/Kathmandu")), HOURS.sleep(), HOURS.shifts());
    assertThat(kathmandu.clockHourOf(Instant.parse("2026-11-13T00:00:00Z")))
        .isEqualTo("2026-11-12T23:15:00Z");
  }

  @Test
  @DisplayName("belong to the night of the evening before and to the shift that began then")
  void nights() {
    assertThat(HOURS.nightOf(at("2026-11-14T23:30"))).isEqualTo(LocalDate.of(2026, 11, 14));
    assertThat(HOURS.nightOf(at("2026-11-15T03:00"))).isEqualTo(LocalDate.of(2026, 11, 14));
    assertThat(HOURS.shiftOf(at("2026-11-15T03:00"))).isEqualTo(at("2026-11-14T20:00"));
    assertThat(HOURS.shiftOf(at("2026-11-14T20:00"))).isEqualTo(at("2026-11-14T20:00"));
    assertThat(HOURS.shiftOf(at("2026-11-14T19:59:59"))).isEqualTo(at("2026-11-14T08:00"));
  }

  @Test
  @DisplayName("are in one shift each")
  void shifts() {
    assertThatThrownBy(() -> hours("08:00-20:00", "21:00-08:00"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hours("08:00-20:00", "18:00-06:00"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(hours("00:00-24:00").shiftOf(at("2026-11-14T20:00")))
        .isEqualTo(at("2026-11-14T00:00"));
  }

  private static OnCallHours hours(String... shifts) {
    Map<DayOfWeek, List<DailyHours>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
        week.put(day, List.of(DailyHours.parse("08:00-18:00")));
      }
    }
    BusinessCalendar business =
        new BusinessCalendar(
            "business",
            1,
            List.of(),
            BERLIN,
            week,
            Map.of(LocalDate.of(2026, 11, 16), SpecialDay.holiday("Founders' Day")));
    return new OnCallHours(
        business,
        DailyHours.parse("22:00-08:00"),
        Stream.of(shifts).map(DailyHours::parse).toList());
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }
}
