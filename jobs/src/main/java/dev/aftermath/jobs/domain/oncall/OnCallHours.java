package dev.aftermath.jobs.domain.oncall;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.DailyHours;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * What an hour means to somebody who is on call, on the wall clock of the business calendar.
 *
 * <p>Sleep wins over everything: a Saturday at 23:30 is sleep and not only weekend. What is neither
 * sleep nor business is off: evenings, weekends and holidays.
 *
 * @param business the hours of work
 * @param sleep the hours of sleep of every day
 * @param shifts the shifts of every day, which together make 24 hours
 */
public record OnCallHours(BusinessCalendar business, DailyHours sleep, List<DailyHours> shifts)
    implements Serializable {

  /** Refuses shifts that leave out an hour or have one twice. */
  public OnCallHours {
    List<DailyHours> all = List.copyOf(shifts);
    shifts = all;
    int covered = all.stream().mapToInt(it -> it.endSecond() - it.startSecond()).sum();
    boolean once =
        all.stream()
            .allMatch(
                shift -> all.stream().filter(it -> it.includes(shift.startSecond())).count() == 1);
    if (covered != DailyHours.DAY || !once) {
      throw new IllegalArgumentException("Shifts must make up 24 hours, each of them once");
    }
  }

  /** What an hour is for. */
  public enum Band {
    BUSINESS,
    OFF,
    SLEEP
  }

  /** What the instant is for. */
  public Band bandAt(Instant instant) {
    if (sleep.includes(local(instant).toLocalTime().toSecondOfDay())) {
      return Band.SLEEP;
    }
    return business.runsAt(instant) ? Band.BUSINESS : Band.OFF;
  }

  /** The day on whose evening the night of the instant began; it must be an instant of sleep. */
  public LocalDate nightOf(Instant instant) {
    return begunOn(sleep, local(instant));
  }

  /** The instant at which the hour that the wall clock shows began. */
  public Instant clockHourOf(Instant instant) {
    LocalTime shown = local(instant).toLocalTime();
    return Instant.ofEpochSecond(
        instant.getEpochSecond() - shown.getMinute() * 60L - shown.getSecond());
  }

  /** The instant at which the shift of the instant began. */
  public Instant shiftOf(Instant instant) {
    LocalDateTime local = local(instant);
    int second = local.toLocalTime().toSecondOfDay();
    DailyHours shift = shifts.stream().filter(it -> it.includes(second)).findFirst().orElseThrow();
    return begunOn(shift, local)
        .atTime(LocalTime.ofSecondOfDay(shift.startSecond()))
        .atZone(zone())
        .toInstant();
  }

  /** Whose wall clock it is. */
  public ZoneId zone() {
    return business.zone();
  }

  private static LocalDate begunOn(DailyHours hours, LocalDateTime local) {
    boolean sinceYesterday = local.toLocalTime().toSecondOfDay() < hours.startSecond();
    return sinceYesterday ? local.toLocalDate().minusDays(1) : local.toLocalDate();
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone());
  }
}
