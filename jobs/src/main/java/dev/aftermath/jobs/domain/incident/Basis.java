package dev.aftermath.jobs.domain.incident;

import java.util.Locale;

/** What an instant of an incident rests on. */
public enum Basis {
  /** The source states the instant, in a field or as an event of that kind. */
  RECORDED,
  /** The source states a duration only; the instant is the opening plus that duration. */
  AGGREGATE,
  /** No record states it; it is read off the log of what happened or of the states held. */
  EVENT_LOG;

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
