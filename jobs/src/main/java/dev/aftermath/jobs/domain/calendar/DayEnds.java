package dev.aftermath.jobs.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The ends of days and the windows that matter then, each worked out once however many SLOs ask.
 * For one thread.
 */
public final class DayEnds {
  private final Map<ZoneId, Map<Long, Instant>> ends = new HashMap<>();
  private final Map<Window, Map<Instant, Interval>> windows = new HashMap<>();

  /** The first instant after a day of a zone. */
  public Instant end(LocalDate day, ZoneId zone) {
    return ends.computeIfAbsent(zone, unseen -> new HashMap<>())
        .computeIfAbsent(
            day.toEpochDay(), unseen -> day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** The same as {@link Window#at}. */
  public Interval window(Window window, Instant evaluation) {
    return windows
        .computeIfAbsent(window, unseen -> new HashMap<>())
        .computeIfAbsent(evaluation, window::at);
  }
}
