package dev.aftermath.jobs.domain.incident;

import java.util.Locale;

/** Why an acknowledgement may not mean that somebody looked at the incident. */
public enum AcknowledgementDoubt {
  /** A machine was the first to acknowledge. */
  BY_AUTOMATION,
  /** The first human acknowledgement came sooner than anybody reads. */
  WITHIN_FIVE_SECONDS,
  /** Its giver acknowledged several incidents at one go. */
  IN_BULK;

  /** Seconds from opening to acknowledgement below which nobody has read the page. */
  static final long LEAST_CREDIBLE_SECONDS = 5;

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
