package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.DayEnds;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The days at whose ends an SLO's own window is evaluated. */
public final class DeclaredDays {
  private DeclaredDays() {}

  /**
   * When a day ends: in the zone of the window in force at the day's end in the report's zone, of a
   * rolling window in the report's.
   */
  static Instant end(SloHistory history, LocalDate day, ZoneId reportZone, DayEnds dayEnds) {
    Instant reportEnd = dayEnds.end(day, reportZone);
    Window window = history.before(reportEnd).window();
    ZoneId zone =
        window instanceof RollingWindow ? reportZone : window.declaredZone().orElse(reportZone);
    return zone.equals(reportZone) ? reportEnd : dayEnds.end(day, zone);
  }

  /** The days from that of one instant to that of another, and one more on either side. */
  static Stream<LocalDate> between(Instant first, Instant last, ZoneId reportZone) {
    LocalDate from = first.atZone(reportZone).toLocalDate().minusDays(1);
    LocalDate to = last.atZone(reportZone).toLocalDate().plusDays(1);
    return from.datesUntil(to.plusDays(1));
  }

  /**
   * The ends of all days that have ended, in the order of time.
   *
   * @param first the start of the first slice
   * @param dayEnds kept by the caller from one SLO to the next
   */
  public static List<Instant> ends(
      SloHistory history, Instant first, Instant asOf, ZoneId reportZone, DayEnds dayEnds) {
    return between(first, asOf, reportZone)
        .map(day -> end(history, day, reportZone, dayEnds))
        .filter(end -> end.isAfter(first) && !end.isAfter(asOf))
        .sorted()
        .toList();
  }
}
