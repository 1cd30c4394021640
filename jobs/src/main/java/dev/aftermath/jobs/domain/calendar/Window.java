package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The time over which an objective is to be met. */
public sealed interface Window extends Serializable permits RollingWindow, CalendarWindow {

  /**
   * The window that matters at an instant: the one that holds the last moment before it. At the end
   * of October that is October, not the November that has no data yet.
   */
  Interval at(Instant evaluation);

  /** Its kind in lower case: {@code rolling} or {@code calendar}. */
  String kind();

  /** Its length. */
  Span length();

  /** The zone whose days it is made of; a rolling window has none. */
  Optional<ZoneId> declaredZone();
}
