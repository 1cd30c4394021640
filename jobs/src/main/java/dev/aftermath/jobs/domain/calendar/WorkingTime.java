package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which seconds of a wall clock that is never put forward or back are working time.
 *
 * <p>Hours belong to the day they begin on: the holiday after a night shift does not end it at
 * midnight. Seconds of the wall clock are counted from 1970-01-01 00:00.
 */
final class WorkingTime implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DAYS = 7;

  /** 1970-01-01 was a Thursday; weeks are counted from the Monday before. */
  private static final long EPOCH_TO_MONDAY = 3;

  private final EnumMap<DayOfWeek, List<DailyHours>> week;
  private final TreeMap<LocalDate, SpecialDay> specialDays;

  /** Monday first. */
  private final DaySeconds[] regular = new DaySeconds[DAYS];

  /** The regular seconds of a week before each of its days, and of all of it at the end. */
  private final long[] before = new long[DAYS + 1];

  /** Days that differ from those of any other week, ascending, as days since 1970. */
  private final long[] exceptions;

  private final Map<Long, DaySeconds> exceptional = new HashMap<>();

  /** By how much the exceptions before each place of {@link #exceptions} change the sum. */
  private final long[] shifts;

  WorkingTime(Map<DayOfWeek, List<DailyHours>> week, Map<LocalDate, SpecialDay> specialDays) {
    this.week = new EnumMap<>(DayOfWeek.class);
    this.week.putAll(week);
    this.specialDays = new TreeMap<>(specialDays);
    for (DayOfWeek day : DayOfWeek.values()) {
      int place = day.getValue() - 1;
      regular[place] = DaySeconds.of(hours(day.minus(1)), hours(day));
      before[place + 1] = before[place] + regular[place].total();
    }
    SortedSet<Long> changed = new TreeSet<>();
    for (LocalDate day : this.specialDays.keySet()) {
      // The day after as well: it may have begun with the end of a night shift.
      changed.add(day.toEpochDay());
      changed.add(day.toEpochDay() + 1);
    }
    exceptions = changed.stream().mapToLong(Long::longValue).toArray();
    shifts = new long[exceptions.length + 1];
    for (int i = 0; i < exceptions.length; i++) {
      LocalDate day = LocalDate.ofEpochDay(exceptions[i]);
      DaySeconds seconds = DaySeconds.of(hours(day.minusDays(1)), hours(day));
      exceptional.put(exceptions[i], seconds);
      shifts[i + 1] = shifts[i] + seconds.total() - regular[weekday(exceptions[i])].total();
    }
  }

  /** The hours that begin on a day of the week that is not special. */
  List<DailyHours> hours(DayOfWeek day) {
    return week.getOrDefault(day, List.of());
  }

  private List<DailyHours> hours(LocalDate day) {
    SpecialDay special = specialDays.get(day);
    return special == null ? hours(day.getDayOfWeek()) : special.hours();
  }

  /** Whether the second that begins so long after 1970-01-01 00:00 is working time. */
  boolean contains(long localSecond) {
    long day = Math.floorDiv(localSecond, (long) DailyHours.DAY);
    return seconds(day).contains(Math.floorMod(localSecond, DailyHours.DAY));
  }

  /** The working seconds from a fixed moment to this one; only differences mean anything. */
  long secondsUntil(long localSecond) {
    long day = Math.floorDiv(localSecond, (long) DailyHours.DAY);
    long monday = day + EPOCH_TO_MONDAY;
    int found = Arrays.binarySearch(exceptions, day);
    int earlier = found < 0 ? -found - 1 : found;
    return Math.floorDiv(monday, (long) DAYS) * before[DAYS]
        + before[weekday(day)]
        + shifts[earlier]
        + seconds(day).until(Math.floorMod(localSecond, DailyHours.DAY));
  }

  private DaySeconds seconds(long day) {
    DaySeconds special = exceptional.isEmpty() ? null : exceptional.get(day);
    return special == null ? regular[weekday(day)] : special;
  }

  private static int weekday(long day) {
    return Math.floorMod(day + EPOCH_TO_MONDAY, DAYS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkingTime that
        && week.equals(that.week)
        && specialDays.equals(that.specialDays);
  }

  @Override
  public int hashCode() {
    return 31 * week.hashCode() + specialDays.hashCode();
  }

  @Override
  public String toString() {
    return week + " " + specialDays;
  }
}
