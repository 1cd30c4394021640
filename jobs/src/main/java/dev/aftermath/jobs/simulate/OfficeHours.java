package dev.aftermath.jobs.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Weekdays from 8 to 17, day by day: the schedule of the simulated agreements. */
record OfficeHours(ZoneId zone) {
  static final String SCHEDULE = "8-5 weekdays";
  private static final int OPENS = 8;
  private static final int CLOSES = 17;

  /** The office's seconds between two moments. */
  long secondsBetween(long start, long end) {
    long sum = 0;
    for (LocalDate day = day(start); at(day, 0) < end; day = day.plusDays(1)) {
      if (isOpen(day)) {
        sum += Math.max(0, Math.min(end, at(day, CLOSES)) - Math.max(start, at(day, OPENS)));
      }
    }
    return sum;
  }

  /** The first moment by which so many of the office's seconds have passed. */
  long plus(long start, long seconds) {
    long left = seconds;
    LocalDate day = day(start);
    while (true) {
      long from = Math.max(start, at(day, OPENS));
      long today = isOpen(day) ? Math.max(0, at(day, CLOSES) - from) : 0;
      if (today >= left) {
        return from + left;
      }
      left -= today;
      day = day.plusDays(1);
    }
  }

  private LocalDate day(long second) {
    return Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
  }

  private long at(LocalDate day, int hour) {
    return day.atTime(hour, 0).atZone(zone).toEpochSecond();
  }

  private static boolean isOpen(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }
}
