package dev.aftermath.jobs.endtoend;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Weekdays from 8 to 17: the hours that SLAs of priority 3 and less urgent ones run in. */
record TrueOfficeHours(ZoneId zone) {

  /** How many of their seconds there are between two instants. */
  long secondsBetween(Instant start, Instant end) {
    long seconds = 0;
    for (LocalDate day = dayOf(start); opens(day).isBefore(end); day = day.plusDays(1)) {
      Instant from = later(start, opens(day));
      Instant until = closes(day).isBefore(end) ? closes(day) : end;
      seconds += Math.max(0, until.getEpochSecond() - from.getEpochSecond());
    }
    return seconds;
  }

  /** When so many of their seconds have passed. */
  Instant after(Instant start, long seconds) {
    LocalDate day = dayOf(start);
    long left = seconds;
    while (left > secondsBetween(later(start, opens(day)), closes(day))) {
      left -= secondsBetween(later(start, opens(day)), closes(day));
      day = day.plusDays(1);
    }
    return later(start, opens(day)).plusSeconds(left);
  }

  private LocalDate dayOf(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  private Instant opens(LocalDate day) {
    return day.atTime(8, 0).atZone(zone).toInstant();
  }

  /** Not later than it opens where it does not open at all. */
  private Instant closes(LocalDate day) {
    boolean isOpen = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    return isOpen ? day.atTime(17, 0).atZone(zone).toInstant() : opens(day);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
