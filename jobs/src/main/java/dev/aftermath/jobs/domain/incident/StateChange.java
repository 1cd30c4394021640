package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of state seen between two snapshots.
 *
 * @param after when the former state was last seen; null when there is none before
 * @param at when the new state is taken to have begun
 * @param detail the new state in the source's own word, or else in ours
 */
record StateChange(@Nullable Instant after, Instant at, EventKind kind, String detail) {

  /** The change as an event. */
  IncidentEvent event() {
    return IncidentEvent.unattributed(at, kind, detail);
  }

  /** Whether a record states an event that accounts for this change. */
  boolean isExplainedBy(IncidentEvent event) {
    return (after == null || event.at().isAfter(after))
        && !event.at().isAfter(at.plus(IncidentTimeline.CLOCK_SKEW))
        && (event.kind() == kind || isOrdinaryMove(event.kind()));
  }

  private boolean isOrdinaryMove(EventKind told) {
    return kind == EventKind.STATE_CHANGED
        && (told == EventKind.ACKNOWLEDGED
            || told == EventKind.UNACKNOWLEDGED
            || told == EventKind.ESCALATED);
  }
}
