package dev.aftermath.jobs.domain.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** A set of calendar days, small enough to be held day by day. */
public final class Days {
  private final NavigableSet<LocalDate> days;

  private Days(Collection<LocalDate> days) {
    this.days = new TreeSet<>(days);
  }

  /** A stretch of days, both ends included. */
  public record Run(LocalDate first, LocalDate last) {}

  /** No day. */
  public static Days none() {
    return new Days(List.of());
  }

  /** The days of a collection. */
  public static Days of(Collection<LocalDate> days) {
    return new Days(days);
  }

  /** All days from the first to the last one, both included; none when the last is before it. */
  public static Days between(LocalDate first, LocalDate last) {
    return last.isBefore(first) ? none() : new Days(first.datesUntil(last.plusDays(1)).toList());
  }

  /**
   * All days of a month.
   *
   * @param month such as {@code 2026-03}
   */
  public static Days ofMonth(String month) {
    YearMonth parsed = YearMonth.parse(month);
    return between(parsed.atDay(1), parsed.atEndOfMonth());
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws java.time.format.DateTimeParseException when it is something else
   */
  public static Days parse(String text) {
    Days all = none();
    for (String run : text.split(",", -1)) {
      if (!run.isEmpty()) {
        String[] ends = run.split("/", -1);
        all = all.and(between(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1])));
      }
    }
    return all;
  }

  /** The days of both. */
  public Days and(Days others) {
    Days all = new Days(days);
    all.days.addAll(others.days);
    return all;
  }

  /** These days but for some. */
  public Days without(Days others) {
    Days left = new Days(days);
    left.days.removeAll(others.days);
    return left;
  }

  /** These days and the day before each. */
  public Days withDayBefore() {
    return and(new Days(days.stream().map(day -> day.minusDays(1)).toList()));
  }

  /** These days and the day after each. */
  public Days withDayAfter() {
    return and(new Days(days.stream().map(day -> day.plusDays(1)).toList()));
  }

  /** The days, ascending. */
  public List<LocalDate> ascending() {
    return List.copyOf(days);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return days.isEmpty();
  }

  /** The first day; there must be one. */
  public LocalDate first() {
    return days.first();
  }

  /** The last day; there must be one. */
  public LocalDate last() {
    return days.last();
  }

  /** The days up to one, that included. */
  public Days until(LocalDate last) {
    return new Days(days.headSet(last, true));
  }

  /** The months that the days lie in, as {@code 2026-03}. */
  public SortedSet<String> months() {
    SortedSet<String> months = new TreeSet<>();
    days.forEach(day -> months.add(monthOf(day)));
    return months;
  }

  /** The month of a day, as {@code 2026-03}. */
  public static String monthOf(LocalDate day) {
    return YearMonth.from(day).toString();
  }

  /** The days as stretches without a gap, ascending. */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (LocalDate day : days) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).last().plusDays(1).equals(day)) {
        runs.set(last, new Run(runs.get(last).first(), day));
      } else {
        runs.add(new Run(day, day));
      }
    }
    return runs;
  }

  /** The stretches, such as {@code 2026-03-01/2026-03-04,2026-03-09/2026-03-09}. */
  @Override
  public String toString() {
    return String.join(",", runs().stream().map(run -> run.first() + "/" + run.last()).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Days that && days.equals(that.days);
  }

  @Override
  public int hashCode() {
    return days.hashCode();
  }
}
