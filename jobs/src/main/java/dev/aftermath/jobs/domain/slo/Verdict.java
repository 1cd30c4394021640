package dev.aftermath.jobs.domain.slo;

import java.util.Locale;

/** Whether a window meets its objective, by what was measured of it. */
public enum Verdict {
  MET,
  MISSED,
  /** Nothing was measured, or nothing happened. */
  NOT_EVALUABLE;

  // Made once: every row of a table asks for it.
  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables and JSON. */
  public String word() {
    return word;
  }
}
