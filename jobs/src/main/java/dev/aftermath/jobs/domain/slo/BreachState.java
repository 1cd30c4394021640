package dev.aftermath.jobs.domain.slo;

import java.util.Locale;

/** How a breach stands. */
public enum BreachState {
  /** The window is still missed. */
  OPEN,
  /** The window was met again. */
  ENDED,
  /** A new calendar period began, or another window came into force, before it was met again. */
  ENDED_BY_PERIOD;

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
