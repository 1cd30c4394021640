package dev.aftermath.jobs.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A business calendar")
class BusinessCalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration EIGHT_HOURS = Duration.ofHours(8);
  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 13);

  @Test
  @DisplayName("counts 1:30 h of an SLA's 8 h from Friday 21:00 to Monday 09:30, not 60:30 h")
  void weekend() {
    Instant opened = at("2026-11-13T21:00");
    Instant now = at("2026-11-16T09:30");

    long actual = Clock.AROUND_THE_CLOCK.secondsBetween(opened, now);
    assertThat(actual).isEqualTo(60 * 3_600 + 30 * 60);
    assertThat(100.0 * actual / EIGHT_HOURS.toSeconds()).isEqualTo(756.25);
    long business = weekdays("08:00-17:00", Map.of()).secondsBetween(opened, now);
    assertThat(business).isEqualTo(3_600 + 30 * 60);
    assertThat(100.0 * business / EIGHT_HOURS.toSeconds()).isEqualTo(18.75);
  }

  @Test
  @DisplayName("counts 3 h from 14:00 to 09:00 of the next day when work is from 9 to 17")
  void overnight() {
    Instant start = at("2026-11-11T14:00");
    Instant end = at("2026-11-12T09:00");

    assertThat(weekdays("09:00-17:00", Map.of()).secondsBetween(start, end)).isEqualTo(3 * 3_600);
    assertThat(Clock.AROUND_THE_CLOCK.secondsBetween(start, end)).isEqualTo(19 * 3_600);
    assertThat(weekdays("09:00-17:00", Map.of()).secondsBetween(end, start)).isEqualTo(-3 * 3_600);
  }

  @Test
  @DisplayName("rounds down to whole seconds and counts no part of a second at rest")
  void partsOfSeconds() {
    BusinessCalendar calendar = weekdays("09:00-17:00", Map.of());
    Instant nine = at("2026-11-11T09:00");

    assertThat(calendar.secondsBetween(nine.minusMillis(300), nine.plusMillis(900))).isZero();
    assertThat(calendar.secondsBetween(nine.plusMillis(900), nine.plusMillis(2_100))).isEqualTo(1);
    assertThat(calendar.secondsBetween(nine.plusMillis(900), nine)).isEqualTo(-1);
  }

  @Test
  @DisplayName("has no hours on a holiday, four on a half day, and the night shift before either")
  void specialDays() {
    Map<LocalDate, SpecialDay> special =
        Map.of(
            FRIDAY,
            SpecialDay.holiday("Founders' Day"),
            FRIDAY.minusDays(1),
            new SpecialDay("Eve", List.of(DailyHours.parse("08:00-12:00"))),
            FRIDAY.plusDays(1),
            new SpecialDay("Stocktaking", List.of(DailyHours.parse("10:00-11:00"))));
    // Wednesday 8, Thursday 4, Friday 0, Saturday 1.
    assertThat(
            weekdays("09:00-17:00", special)
                .secondsBetween(at("2026-11-11T00:00"), at("2026-11-15T00:00")))
        .isEqualTo(13 * 3_600);

    BusinessCalendar nights =
        weekdays("22:00-06:00", Map.of(FRIDAY, SpecialDay.holiday("Founders' Day")));
    // The shift of Thursday night ends on the holiday at 06:00; that of Friday night does not
    // begin.
    assertThat(nights.secondsBetween(at("2026-11-13T00:00"), at("2026-11-14T12:00")))
        .isEqualTo(6 * 3_600);
  }

  @Test
  @DisplayName("counts what the wall clock shows when the clocks go forward and back")
  void clockChanges() {
    BusinessCalendar nights = everyDay("01:00-05:00");
    // 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
    assertThat(nights.secondsBetween(at("2026-03-29T00:00"), at("2026-03-29T12:00")))
        .isEqualTo(3 * 3_600);
    assertThat(nights.secondsBetween(at("2026-10-25T00:00"), at("2026-10-25T12:00")))
        .isEqualTo(5 * 3_600);
    // From 02:30: half an hour of each of the two hours, the first half hour of neither.
    assertThat(
            everyDay("02:30-05:00").secondsBetween(at("2026-10-25T00:00"), at("2026-10-25T12:00")))
        .isEqualTo(3 * 3_600);
  }

  @Test
  @DisplayName("keeps its hours on the wall clock of another zone")
  void otherZone() {
    BusinessCalendar tokyo = weekdays("09:00-17:00", Map.of()).in(ZoneId.of("Asia/Tokyo"));

    assertThat(tokyo.runsAt(Instant.parse("2026-11-11T00:00:00Z"))).isTrue();
    assertThat(tokyo.runsAt(Instant.parse("2026-11-11T08:00:00Z"))).isFalse();
  }

  @Test
  @DisplayName("counts the weekdays of thirty years")
  void years() {
    // 10,958 days from Saturday to Monday: 1,565 weeks, a weekend and a Monday.
    assertThat(
            weekdays("09:00-17:00", Map.of())
                .secondsBetween(at("2000-01-01T00:00"), at("2030-01-01T00:00")))
        .isEqualTo(7_826L * 8 * 3_600);
  }

  @Test
  @DisplayName("agrees with a walk from minute to minute, over changes of clocks in four zones")
  void walk() {
    Random random = new Random(20_261_129);
    for (String zone :
        List.of("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia")) {
      // In these years Brazil changed clocks at midnight and Samoa skipped a whole day.
      long first = Instant.parse("2011-01-01T00:00:00Z").getEpochSecond() / 60;
      for (int i = 0; i < 60; i++) {
        Week week = Week.drawn(random);
        BusinessCalendar calendar = week.calendar(ZoneId.of(zone));
        long start = first + random.nextInt(365 * 24 * 60);
        long end = start + random.nextInt(i % 5 == 0 ? 40 * 24 * 60 : 4 * 24 * 60);
        assertThat(
                calendar.secondsBetween(
                    Instant.ofEpochSecond(start * 60), Instant.ofEpochSecond(end * 60)))
            .as("%s from %d to %d by %s", zone, start, end, calendar)
            .isEqualTo(week.walked(ZoneId.of(zone), start, end));
      }
    }
  }

  /** The hours of a week with a special day on every tenth of a month. */
  private record Week(Map<DayOfWeek, List<DailyHours>> hours, List<DailyHours> onTheTenth) {

    static Week drawn(Random random) {
      Map<DayOfWeek, List<DailyHours>> hours = new EnumMap<>(DayOfWeek.class);
      for (DayOfWeek day : DayOfWeek.values()) {
        int start = random.nextInt(12 * 60) * 60;
        int middle = start + 60 + random.nextInt(6 * 60) * 60;
        int late = middle + 60 + random.nextInt(4 * 60) * 60;
        List<DailyHours> two =
            List.of(
                new DailyHours(start, middle),
                new DailyHours(late % 86_400, late % 86_400 + 60 + random.nextInt(1_439) * 60));
        hours.put(day, two.subList(0, random.nextInt(3)));
      }
      int tenth = random.nextInt(1_440) * 60;
      return new Week(
          hours, List.of(new DailyHours(tenth, tenth + 60 + random.nextInt(1_439) * 60)));
    }

    BusinessCalendar calendar(ZoneId zone) {
      Map<LocalDate, SpecialDay> special = new java.util.HashMap<>();
      for (LocalDate day = LocalDate.of(2010, 12, 10);
          day.isBefore(LocalDate.of(2012, 4, 1));
          day = day.plusMonths(1)) {
        special.put(day, new SpecialDay("tenth", onTheTenth));
      }
      return new BusinessCalendar("drawn", 1, List.of(), zone, hours, special);
    }

    long walked(ZoneId zone, long startMinute, long endMinute) {
      long seconds = 0;
      for (long minute = startMinute; minute < endMinute; minute++) {
        LocalDateTime shown = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), zone);
        int second = shown.toLocalTime().toSecondOfDay();
        boolean works =
            of(shown.toLocalDate()).stream()
                    .anyMatch(it -> second >= it.startSecond() && second < it.endSecond())
                || of(shown.toLocalDate().minusDays(1)).stream()
                    .anyMatch(it -> second + 86_400 < it.endSecond());
        seconds += works ? 60 : 0;
      }
      return seconds;
    }

    private List<DailyHours> of(LocalDate day) {
      return day.getDayOfMonth() == 10
          ? onTheTenth
          : hours.getOrDefault(day.getDayOfWeek(), List.of());
    }
  }

  private static BusinessCalendar weekdays(String hours, Map<LocalDate, SpecialDay> special) {
    return calendar(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), hours, special);
  }

  private static BusinessCalendar everyDay(String hours) {
    return calendar(EnumSet.allOf(DayOfWeek.class), hours, Map.of());
  }

  private static BusinessCalendar calendar(
      EnumSet<DayOfWeek> days, String hours, Map<LocalDate, SpecialDay> special) {
    Map<DayOfWeek, List<DailyHours>> week = new EnumMap<>(DayOfWeek.class);
    days.forEach(day -> week.put(day, List.of(DailyHours.parse(hours))));
    return new BusinessCalendar("test", 1, List.of(), BERLIN, week, special);
  }

  private static Instant at(String local) {
    return ZonedDateTime.of(LocalDateTime.parse(local), BERLIN).toInstant();
  }
}
