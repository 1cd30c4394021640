package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one incident stands and how it ended, from its last state, its fields and its timeline.
 *
 * <p>Whichever came last decides whether it is open: the last snapshot's state, or an event that
 * says it was resolved or reopened after that snapshot. An open incident has no resolution,
 * whatever an older record stated.
 */
record Settlement(
    IncidentState state, @Nullable BasedInstant resolved, @Nullable Instant closedAt) {

  /**
   * Settles an incident.
   *
   * @param records in ascending order
   * @param told the events that records state
   * @param timeline all events, those read off the states included
   */
  static Settlement of(
      List<IncidentRecord> records,
      StatedFields fields,
      @Nullable Instant openedAt,
      IncidentTimeline told,
      IncidentTimeline timeline) {
    IncidentState state = standing(records, fields, openedAt, told, timeline);
    if (!state.isFinished()) {
      return new Settlement(state, null, null);
    }
    Instant closedAt = fields.instant(IncidentField.CLOSED_AT);
    return new Settlement(
        state,
        resolution(fields, openedAt, told, timeline),
        closedAt == null ? timeline.lastAt(EventKind.CLOSED) : closedAt);
  }

  /** The resolution or, where none is known, the closing; null while it is open. */
  @Nullable Instant endedAt() {
    return resolved == null ? closedAt : resolved.at();
  }

  private static IncidentState standing(
      List<IncidentRecord> records,
      StatedFields fields,
      @Nullable Instant openedAt,
      IncidentTimeline told,
      IncidentTimeline timeline) {
    IncidentState last = IncidentState.UNKNOWN;
    Instant lastAt = null;
    for (IncidentRecord record : records) {
      IncidentState state = record.state();
      if (state != null) {
        last = state;
        lastAt = record.versionAt();
      }
    }
    Instant resolvedAt = told.lastAt(EventKind.RESOLVED);
    Instant reopenedAt = timeline.lastAt(EventKind.REOPENED);
    if (last == IncidentState.UNKNOWN && resolvedAt == null) {
      resolvedAt =
          later(
              fields.instant(IncidentField.RESOLVED_AT),
              fields.after(openedAt, IncidentField.RESOLVED_AFTER_SECONDS));
    }
    if (last.isFinished()) {
      boolean reopenedSince =
          isLater(told.lastAt(EventKind.REOPENED), lastAt)
              && lastAt != null
              && !isLater(resolvedAt, told.lastAt(EventKind.REOPENED));
      return reopenedSince ? IncidentState.OPEN : last;
    }
    boolean resolvedSince = isLater(resolvedAt, lastAt) && isLater(resolvedAt, reopenedAt);
    return resolvedSince ? IncidentState.RESOLVED : last;
  }

  private static @Nullable BasedInstant resolution(
      StatedFields fields,
      @Nullable Instant openedAt,
      IncidentTimeline told,
      IncidentTimeline timeline) {
    Instant reopenedAt = timeline.lastAt(EventKind.REOPENED);
    Instant recorded =
        later(told.lastAt(EventKind.RESOLVED), fields.instant(IncidentField.RESOLVED_AT));
    Instant seen = timeline.lastAt(EventKind.RESOLVED);
    if (isLater(reopenedAt, recorded) && recorded != null && isLater(seen, reopenedAt)) {
      recorded = null;
    }
    if (recorded != null) {
      return new BasedInstant(recorded, Basis.RECORDED);
    }
    Instant reckoned = fields.after(openedAt, IncidentField.RESOLVED_AFTER_SECONDS);
    if (reckoned != null) {
      return new BasedInstant(reckoned, Basis.AGGREGATE);
    }
    return seen == null ? null : new BasedInstant(seen, Basis.EVENT_LOG);
  }

  private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return isLater(one, other) ? one : other;
  }
}
