package dev.aftermath.jobs.domain.cause.label;

import java.util.Locale;

/** The two questions that are asked of a cause. */
public enum CauseColumn {
  /** What set it off. */
  TRIGGER,
  /** What was wrong, so that it could be set off. */
  ROOT_CAUSE;

  /** As tables and dictionaries write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
