package dev.aftermath.jobs.domain.slo;

import java.util.Locale;

/** How a breach stands. */
public enum BreachState {
  /** The window is still missed. */
  OPEN,
  /** The window was met again. */
  ENDED,
  /** A new calendar period began before it was met again. */
  ENDED_BY_PERIOD,
  /**
   * Before it was met again a version came into force that judges otherwise: by another window,
   * budgeting method, slice length or missing rule, or without the objective.
   */
  ENDED_BY_DEFINITION;

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
