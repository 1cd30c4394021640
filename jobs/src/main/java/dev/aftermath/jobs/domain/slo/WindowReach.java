package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which days' figures depend on which days' slices, over all windows that SLOs are evaluated over
 * and the burn rates beside them. Days of figures are those of a zone, days of slices of UTC; what
 * is told may be a few days too much, never too little.
 */
public final class WindowReach {
  /** The longest time that a burn rate beside a window looks back. */
  private static final Duration LONGEST_PACE = Duration.ofDays(7);

  private static final int LONGEST_MONTH = 31;

  private final List<Window> windows = new ArrayList<>();
  private final Set<ZoneId> zones = new LinkedHashSet<>();

  private WindowReach(List<SloHistory> slos, ReportCalendar calendar) {
    zones.add(calendar.zone());
    for (SloHistory slo : slos) {
      for (SloDefinition version : slo.versions()) {
        windows.add(version.window());
        version.window().declaredZone().ifPresent(zones::add);
      }
    }
  }

  /** The reach of the windows of all versions, and of the calendar's. */
  public static WindowReach ofAll(List<SloHistory> slos, ReportCalendar calendar) {
    WindowReach reach = ofDeclared(slos, calendar);
    reach.windows.addAll(calendar.windows().values());
    return reach;
  }

  /** The reach of the windows that the versions declare; days are also those of the calendar. */
  public static WindowReach ofDeclared(List<SloHistory> slos, ReportCalendar calendar) {
    return new WindowReach(slos, calendar);
  }

  /** The days of figures that slices of some days are counted in, up to the end of what is. */
  public Days ofSlices(Days changed, Instant asOf) {
    Days reached = Days.none();
    for (Days.Run run : changed.runs()) {
      LocalDate first = firstDayAt(startOf(run.first()));
      LocalDate last = lastDayAt(lastEvaluation(startOf(run.last().plusDays(1))));
      reached = reached.and(Days.between(first, earlier(last, lastDayAt(asOf))));
    }
    return reached;
  }

  /** The days of figures that end after one instant and not after another, in any zone. */
  public Days ofTime(Instant one, Instant other) {
    Instant sooner = one.isBefore(other) ? one : other;
    Instant later = one.isBefore(other) ? other : one;
    return Days.between(firstDayAt(sooner), lastDayAt(later.minusNanos(1)));
  }

  /** The first day of slices that a figure of a day, or of a later one, can depend on. */
  public LocalDate firstDayOfWindows(LocalDate day) {
    // A day's figures are of its end, in whatever zone: half a day before midnight in UTC at most.
    Instant end = startOf(day.plusDays(1)).minus(Duration.ofHours(14));
    Instant first = end.minus(LONGEST_PACE);
    for (Window window : windows) {
      Instant start = window.at(end).start();
      first = start.isBefore(first) ? start : first;
    }
    return first.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
  }

  private Instant lastEvaluation(Instant slicesEnd) {
    Instant last = slicesEnd.plus(LONGEST_PACE);
    for (Window window : windows) {
      Instant end = end(window, slicesEnd);
      last = end.isAfter(last) ? end : last;
    }
    return last;
  }

  private static Instant end(Window window, Instant slicesEnd) {
    if (window instanceof CalendarWindow calendar) {
      return calendar.at(slicesEnd).end();
    }
    Span length = ((RollingWindow) window).length();
    int days =
        switch (length.unit()) {
          case MONTH -> LONGEST_MONTH;
          case QUARTER -> 3 * LONGEST_MONTH;
          case YEAR -> 12 * LONGEST_MONTH;
          default -> 0;
        };
    return days == 0
        ? slicesEnd.plus(length.duration())
        : slicesEnd.plus(Duration.ofDays((long) days * length.count()));
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private LocalDate firstDayAt(Instant instant) {
    return zones.stream()
        .map(zone -> instant.atZone(zone).toLocalDate())
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  private LocalDate lastDayAt(Instant instant) {
    return zones.stream()
        .map(zone -> instant.atZone(zone).toLocalDate())
        .max(LocalDate::compareTo)
        .orElseThrow();
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
