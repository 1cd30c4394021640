package dev.aftermath.jobs.domain.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;

/**
 * A clock that runs while a wall clock shows working hours.
 *
 * <p>An hour that the clocks skip never counts, one that comes twice counts twice: what decides is
 * what the wall clock shows. Hours that run over midnight belong to the day they begin on.
 *
 * <p>The time between two instants is the difference of two running sums, one for each stretch in
 * which the clocks are not changed: its cost does not depend on how far apart the instants are, but
 * for two changes of clocks a year.
 */
public final class BusinessCalendar implements Clock {
  private static final long serialVersionUID = 1L;
  private static final long NANOS = 1_000_000_000L;

  private final String id;
  private final long version;
  private final List<String> aliases;
  private final ZoneId zone;
  private final WorkingTime workingTime;

  /**
   * A calendar.
   *
   * @param id what definitions call it, such as {@code business-hours}
   * @param version counts up whenever the hours change
   * @param aliases what other systems call it, such as the schedule {@code 8-5 weekdays}
   * @param zone whose wall clock it is
   * @param week the hours that begin on each day of the week; none on a day that is not in it
   * @param specialDays the days that have hours of their own, or none
   */
  public BusinessCalendar(
      String id,
      long version,
      List<String> aliases,
      ZoneId zone,
      Map<DayOfWeek, List<DailyHours>> week,
      Map<LocalDate, SpecialDay> specialDays) {
    this(id, version, List.copyOf(aliases), zone, new WorkingTime(week, specialDays));
  }

  private BusinessCalendar(
      String id, long version, List<String> aliases, ZoneId zone, WorkingTime workingTime) {
    this.id = id;
    this.version = version;
    this.aliases = aliases;
    this.zone = zone;
    this.workingTime = workingTime;
  }

  /** The same hours on the wall clock of another zone. */
  public BusinessCalendar in(ZoneId otherZone) {
    return new BusinessCalendar(id, version, aliases, otherZone, workingTime);
  }

  /** What definitions call it. */
  public String id() {
    return id;
  }

  /** The version of its hours. */
  public long version() {
    return version;
  }

  /** What other systems call it. */
  public List<String> aliases() {
    return aliases;
  }

  /** Whose wall clock it is. */
  public ZoneId zone() {
    return zone;
  }

  /** Whether the clock runs at the instant. */
  public boolean runsAt(Instant instant) {
    return workingTime.contains(instant.getEpochSecond() + offset(instant));
  }

  @Override
  public long secondsBetween(Instant start, Instant end) {
    if (end.isBefore(start)) {
      return -wholeSeconds(end, start) + Math.floorDiv(nanos(end) - nanos(start), NANOS);
    }
    return wholeSeconds(start, end) + Math.floorDiv(nanos(end) - nanos(start), NANOS);
  }

  /** Between the last whole seconds at or before the instants. */
  private long wholeSeconds(Instant start, Instant end) {
    ZoneRules rules = zone.getRules();
    long sum = 0;
    Instant from = start;
    ZoneOffsetTransition change = rules.nextTransition(start);
    while (change != null && !change.getInstant().isAfter(end)) {
      long offset = change.getOffsetBefore().getTotalSeconds();
      sum += between(from, change.getInstant(), offset);
      from = change.getInstant();
      change = rules.nextTransition(from);
    }
    return sum + between(from, end, offset(from));
  }

  private long between(Instant start, Instant end, long offset) {
    return workingTime.secondsUntil(end.getEpochSecond() + offset)
        - workingTime.secondsUntil(start.getEpochSecond() + offset);
  }

  /** The part of the instant's second that counts. */
  private long nanos(Instant instant) {
    long second = instant.getEpochSecond() + offset(instant);
    long nanos = instant.getNano();
    return nanos != 0 && workingTime.contains(second) ? nanos : 0;
  }

  private long offset(Instant instant) {
    return zone.getRules().getOffset(instant).getTotalSeconds();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BusinessCalendar that
        && id.equals(that.id)
        && version == that.version
        && aliases.equals(that.aliases)
        && zone.equals(that.zone)
        && workingTime.equals(that.workingTime);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** All that figures depend on: the text of a step's definition. */
  @Override
  public String toString() {
    return id + "@" + version + " " + aliases + " " + zone + " " + workingTime;
  }
}
