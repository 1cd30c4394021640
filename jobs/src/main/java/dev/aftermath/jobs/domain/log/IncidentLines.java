package dev.aftermath.jobs.domain.log;

import java.util.Map;

/**
 * What was written around the opening of an incident.
 *
 * @param service that wrote it
 * @param minuteCounts in how many minutes, by template; empty when nothing is known
 */
public record IncidentLines(String service, Map<String, Long> minuteCounts) {
  /** Nothing is known. */
  public static final IncidentLines NONE = new IncidentLines("", Map.of());

  /** Takes a copy of the map. */
  public IncidentLines {
    minuteCounts = Map.copyOf(minuteCounts);
  }
}
