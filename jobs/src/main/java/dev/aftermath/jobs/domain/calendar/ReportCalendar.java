package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The calendar that figures are reported by.
 *
 * @param zone whose days they are
 * @param fiscalYearStartMonth the month that fiscal years begin with, from 1 to 12
 */
public record ReportCalendar(ZoneId zone, int fiscalYearStartMonth) implements Serializable {
  private static final int JANUARY = 1;
  private static final int DECEMBER = 12;

  /** Refuses what is no month. */
  public ReportCalendar {
    if (fiscalYearStartMonth < JANUARY || fiscalYearStartMonth > DECEMBER) {
      throw new IllegalArgumentException(fiscalYearStartMonth + " is no month from 1 to 12");
    }
  }

  /** A calendar whose fiscal year is the year. */
  public static ReportCalendar in(ZoneId zone) {
    return new ReportCalendar(zone, JANUARY);
  }

  /**
   * The windows of the calendar by their names: {@code week} (ISO), {@code month}, {@code quarter},
   * {@code year}, and {@code fiscal_year} where it does not begin in January. A fiscal year has the
   * quarters of the year.
   */
  public Map<String, Window> windows() {
    Map<String, Window> windows = new LinkedHashMap<>();
    windows.put("week", CalendarWindow.natural(SpanUnit.WEEK, zone));
    windows.put("month", CalendarWindow.natural(SpanUnit.MONTH, zone));
    windows.put("quarter", CalendarWindow.natural(SpanUnit.QUARTER, zone));
    windows.put("year", CalendarWindow.natural(SpanUnit.YEAR, zone));
    if (fiscalYearStartMonth != JANUARY) {
      windows.put("fiscal_year", fiscalYear());
    }
    return windows;
  }

  /** Years from the first of the month that fiscal years begin with. */
  public CalendarWindow fiscalYear() {
    return new CalendarWindow(
        new Span(1, SpanUnit.YEAR),
        LocalDate.of(2000, fiscalYearStartMonth, 1).atStartOfDay(),
        zone);
  }
}
