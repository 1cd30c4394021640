package dev.aftermath.jobs.text;

import dev.aftermath.jobs.domain.suggestion.KnownIncident;

/**
 * What is written about an incident.
 *
 * @param title one line; its words count beyond those of the rest
 * @param body whatever else is known, such as its cause; may be empty
 */
public record IncidentText(KnownIncident incident, String title, String body) {
  private static final int LENGTH_LIMIT = 8_000;

  /** All of it up to a length: a pasted log must not cost minutes. */
  String whole() {
    String whole = title + "\n" + body;
    return whole.substring(0, Math.min(whole.length(), LENGTH_LIMIT));
  }
}
