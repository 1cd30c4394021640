package dev.aftermath.jobs.domain.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An ISO week in a zone: Monday 00:00 of the wall clock, inclusive, to the next, exclusive. It has
 * 167 or 169 hours when the clocks change in it.
 *
 * @param monday its first day
 */
public record ReportWeek(LocalDate monday, ZoneId zone) {

  /** Insists on a Monday. */
  public ReportWeek {
    if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("Invalid week: " + monday + " is no Monday");
    }
  }

  /** The week that holds the instant. */
  public static ReportWeek holding(Instant instant, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    return new ReportWeek(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
  }

  /** The last week that had ended at the instant. */
  public static ReportWeek lastClosedAt(Instant asOf, ZoneId zone) {
    return holding(asOf, zone).plusWeeks(-1);
  }

  /** The week of a label such as {@code 2026-W46}. */
  public static ReportWeek labelled(String label, ZoneId zone) {
    if (!label.matches("[0-9]{4}-W[0-9]{2}")) {
      throw new IllegalArgumentException(
          "Invalid week: \"" + label + "\" (must be a year and an ISO week such as 2026-W46)");
    }
    int year = Integer.parseInt(label.substring(0, 4));
    long number = Long.parseLong(label.substring(6));
    LocalDate monday =
        LocalDate.of(year, 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new ReportWeek(monday, zone);
  }

  /** The label by ISO 8601, such as {@code 2026-W46}. */
  public String label() {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /** Its first instant. */
  public Instant start() {
    return monday.atStartOfDay(zone).toInstant();
  }

  /** The first instant after it. */
  public Instant end() {
    return monday.plusWeeks(1).atStartOfDay(zone).toInstant();
  }

  /** The week so many weeks later; earlier when negative. */
  public ReportWeek plusWeeks(long weeks) {
    return new ReportWeek(monday.plusWeeks(weeks), zone);
  }

  /** The given number of weeks that end with this one, oldest first. */
  public List<ReportWeek> lastWeeks(int count) {
    return Stream.iterate(plusWeeks(1 - count), week -> week.plusWeeks(1)).limit(count).toList();
  }
}
