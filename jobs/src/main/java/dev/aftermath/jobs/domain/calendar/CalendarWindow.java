package dev.aftermath.jobs.domain.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Periods that follow each other without gap or overlap from an anchor, backwards as well. They
 * begin at the anchor's wall-clock time: a day may have 23 or 25 hours. A time that the clocks skip
 * moves on by what is skipped, one that comes twice means the first. Each start is counted from the
 * anchor, so that January 31 is followed by February 28 and March 31.
 *
 * @param anchor wall-clock time at which one of the periods begins
 * @param zone whose clocks and days count
 */
public record CalendarWindow(Span length, LocalDateTime anchor, ZoneId zone) implements Window {

  /** The calendar's own periods: days, ISO weeks, months, quarters or years from midnight on. */
  public static CalendarWindow natural(SpanUnit unit, ZoneId zone) {
    LocalDate monday =
        LocalDate.of(2000, 1, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    LocalDate first = unit == SpanUnit.WEEK ? monday : LocalDate.of(2000, 1, 1);
    return new CalendarWindow(new Span(1, unit), first.atStartOfDay(), zone);
  }

  @Override
  public Interval at(Instant evaluation) {
    Instant moment = evaluation.minusNanos(1);
    LocalDateTime local = ZonedDateTime.ofInstant(moment, zone).toLocalDateTime();
    long period = Math.floorDiv(length.unit().between(anchor, local), (long) length.count());
    while (start(period).isAfter(moment)) {
      period--;
    }
    while (!start(period + 1).isAfter(moment)) {
      period++;
    }
    return new Interval(start(period), start(period + 1));
  }

  /** The start of the period that many periods after the anchor's. */
  public Instant start(long period) {
    return length
        .unit()
        .after(anchor, Math.multiplyExact(period, length.count()))
        .atZone(zone)
        .toInstant();
  }

  @Override
  public String kind() {
    return "calendar";
  }

  @Override
  public Optional<ZoneId> declaredZone() {
    return Optional.of(zone);
  }
}
