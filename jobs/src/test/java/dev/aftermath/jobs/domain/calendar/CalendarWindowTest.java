package dev.aftermath.jobs.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarWindowTest {

  @ParameterizedTest(name = "{0} from {1} in {2} at {3}: {4} to {5}")
  @CsvSource({
    // A day in which clocks go forward has 23 hours, one in which they go back 25.
    "1d, 2026-01-01T00:00, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z,"
        + " 2026-03-29T22:00:00Z",
    "1d, 2026-01-01T00:00, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z,"
        + " 2026-10-25T23:00:00Z",
    // Noon stays noon on either side of the change.
    "1w, 2022-01-01T12:00, America/New_York, 2026-03-10T00:00:00Z, 2026-03-07T17:00:00Z,"
        + " 2026-03-14T16:00:00Z",
    "1w, 2022-01-01T12:00, America/New_York, 2026-11-03T00:00:00Z, 2026-10-31T16:00:00Z,"
        + " 2026-11-07T17:00:00Z",
    // 02:30 does not exist on March 29 in Berlin: it moves on to 03:30 summer time.
    "1d, 2026-01-01T02:30, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-29T01:30:00Z,"
        + " 2026-03-30T00:30:00Z",
    // 02:30 comes twice on October 25 in Berlin: the first one, in summer time, counts.
    "1d, 2026-01-01T02:30, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-25T00:30:00Z,"
        + " 2026-10-26T01:30:00Z",
    // Months are counted from the anchor: a day that a month lacks does not stick to the next.
    "1M, 2026-01-31T00:00, UTC, 2026-03-01T00:00:00Z, 2026-02-28T00:00:00Z, 2026-03-31T00:00:00Z",
    "1M, 2026-01-31T00:00, UTC, 2026-04-10T00:00:00Z, 2026-03-31T00:00:00Z, 2026-04-30T00:00:00Z",
    "1M, 2026-01-31T00:00, UTC, 2028-03-01T00:00:00Z, 2028-02-29T00:00:00Z, 2028-03-31T00:00:00Z",
    // February 29 as the anchor of years.
    "1Y, 2024-02-29T00:00, UTC, 2026-01-01T00:00:00Z, 2025-02-28T00:00:00Z, 2026-02-28T00:00:00Z",
    "1Y, 2024-02-29T00:00, UTC, 2028-03-01T00:00:00Z, 2028-02-29T00:00:00Z, 2029-02-28T00:00:00Z",
    "1Q, 2026-01-01T00:00, Europe/Berlin, 2026-05-05T00:00:00Z, 2026-03-31T22:00:00Z,"
        + " 2026-06-30T22:00:00Z",
    // A fiscal year that begins in October, and a time before the anchor.
    "1Y, 2025-10-01T00:00, UTC, 2024-01-01T00:00:00Z, 2023-10-01T00:00:00Z, 2024-10-01T00:00:00Z",
    "2w, 2026-01-05T00:00, UTC, 2026-01-04T00:00:00Z, 2025-12-22T00:00:00Z, 2026-01-05T00:00:00Z",
    // The end of one window is the start of the next; at that instant the one that ended counts.
    "1M, 2026-01-01T00:00, UTC, 2026-02-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
    "1M, 2026-01-01T00:00, UTC, 2026-02-01T00:00:00.001Z, 2026-02-01T00:00:00Z,"
        + " 2026-03-01T00:00:00Z",
  })
  @DisplayName("Calendar windows keep wall-clock time and count from the anchor")
  void keepWallClockTime(
      String length, LocalDateTime anchor, ZoneId zone, Instant at, Instant start, Instant end) {
    Window window = new CalendarWindow(Span.parse(length), anchor, zone);

    assertThat(window.at(at)).isEqualTo(new Interval(start, end));
  }

  @Test
  @DisplayName("An ISO week begins on Monday at midnight")
  void isoWeekBeginsOnMonday() {
    Window week = CalendarWindow.natural(SpanUnit.WEEK, ZoneId.of("Europe/Berlin"));

    assertThat(week.at(Instant.parse("2026-11-25T12:00:00Z")))
        .isEqualTo(
            new Interval(
                Instant.parse("2026-11-22T23:00:00Z"), Instant.parse("2026-11-29T23:00:00Z")));
  }

  @Test
  @DisplayName("Rolling days are 24 hours each, whatever the clocks do")
  void rollingDaysAreExact() {
    Instant at = Instant.parse("2026-03-30T00:00:00Z");

    assertThat(new RollingWindow(Span.parse("28d")).at(at))
        .isEqualTo(new Interval(at.minus(Duration.ofDays(28)), at));
    assertThat(new RollingWindow(Span.parse("4w")).at(at))
        .isEqualTo(new RollingWindow(Span.parse("28d")).at(at));
    assertThat(new RollingWindow(Span.parse("1M")).at(at).start())
        .isEqualTo("2026-02-28T00:00:00Z");
  }

  @Test
  @DisplayName("In 12 zones, 200 windows follow each other without gap or overlap")
  void windowsFollowEachOther() {
    List<String> zones =
        List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/St_Johns",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/Sao_Paulo",
            "Africa/Casablanca",
            "Asia/Tehran",
            "Pacific/Chatham",
            "America/Anchorage");
    SplittableRandom random = new SplittableRandom(20);
    for (int i = 0; i < 200; i++) {
      SpanUnit unit = List.of(SpanUnit.values()).get(random.nextInt(2, 7));
      LocalDateTime anchor =
          LocalDateTime.of(2020, 1, 1, 0, 0).plusMinutes(random.nextLong(0, 525_600L * 2));
      CalendarWindow window =
          new CalendarWindow(
              new Span(random.nextInt(1, 4), unit), anchor, ZoneId.of(zones.get(i % 12)));
      Instant end = Instant.parse("2026-07-01T00:00:00Z");
      for (int step = 0; step < 40; step++) {
        Interval interval = window.at(end);
        assertThat(interval.end())
            .as("%s at %s", window, end)
            .isEqualTo(step == 0 ? interval.end() : end);
        assertThat(interval.start()).isBefore(end);
        assertThat(window.at(interval.start().plusMillis(1))).isEqualTo(interval);
        end = interval.start();
      }
    }
  }
}
