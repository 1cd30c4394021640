package dev.aftermath.reports.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recurring cause.
 *
 * @param service the service it recurs in, null where unknown
 * @param cause its text, without what differs from one incident to the next
 * @param count number of incidents
 * @param recentCount those of them that were opened in the four weeks before the as-of time
 * @param firstSeen opening of its first incident
 * @param lastSeen opening of its latest incident
 * @param incidentIds its incidents by the names people know, in order of opening
 * @param incidentSeconds summed duration of its resolved incidents, null where none is resolved
 */
public record CauseLine(
    @Nullable String service,
    String cause,
    long count,
    long recentCount,
    Instant firstSeen,
    Instant lastSeen,
    List<String> incidentIds,
    @Nullable Long incidentSeconds) {
  /** Copies the identifiers. */
  public CauseLine {
    incidentIds = List.copyOf(incidentIds);
  }
}
