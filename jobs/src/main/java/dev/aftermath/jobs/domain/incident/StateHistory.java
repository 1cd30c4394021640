package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states one incident was seen in, as successive snapshots of it show them.
 *
 * <p>Snapshots without a time have no place in it. Nor has one that would bring a finished incident
 * back while the source's own count of changes says that it was written before the finishing: its
 * clock is wrong, and nothing was reopened.
 */
final class StateHistory {
  private record Seen(
      Instant at, long sequence, String exportId, IncidentState state, String written) {}

  private final List<Seen> states;

  private StateHistory(List<Seen> states) {
    this.states = states;
  }

  /** The history in records of ascending order. */
  static StateHistory ofAscending(List<IncidentRecord> records) {
    List<Seen> states = new ArrayList<>();
    for (IncidentRecord record : records) {
      IncidentState state = record.state();
      Instant at = record.versionAt();
      if (state != null && at != null && !isBelated(states, record, state)) {
        String written = record.fields().get(IncidentField.STATE_AS_WRITTEN);
        states.add(
            new Seen(
                at,
                record.sequence(),
                record.exportId(),
                state,
                written == null ? state.name() : written));
      }
    }
    return new StateHistory(states);
  }

  private static boolean isBelated(List<Seen> before, IncidentRecord record, IncidentState state) {
    if (before.isEmpty() || record.sequence() == 0) {
      return false;
    }
    Seen last = before.get(before.size() - 1);
    return last.state.isFinished() && state.isUnderWay() && record.sequence() < last.sequence;
  }

  /**
   * When the incident was first seen to have left the open state. Needs a history: a single
   * snapshot shows where an incident stands and not when it moved, nor does a first snapshot that
   * finds the incident finished after changes nobody saw. Between two exports the source's own
   * count of changes tells whether there were such; a log, which comes in one export, is taken as
   * it is.
   */
  @Nullable Instant firstTouchAt() {
    if (states.size() < 2) {
      return null;
    }
    Seen first = states.get(0);
    if (first.state.isFinished() && first.sequence > 0) {
      return null;
    }
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).state != IncidentState.OPEN) {
        return isFirstChangeSince(i) ? states.get(i).at : null;
      }
    }
    return null;
  }

  private boolean isFirstChangeSince(int place) {
    Seen seen = states.get(place);
    Seen neighbour = states.get(place == 0 ? 1 : place - 1);
    long before = place == 0 ? 0 : neighbour.sequence;
    return seen.sequence <= before + 1 || seen.exportId.equals(neighbour.exportId);
  }

  /**
   * The changes, ascending. A resolution is taken at the last snapshot of an unbroken run of
   * resolved ones, since sources confirm a resolution by writing it again.
   */
  List<StateChange> changes() {
    List<StateChange> changes = new ArrayList<>();
    IncidentState before = IncidentState.OPEN;
    Instant after = null;
    for (int i = 0; i < states.size(); i++) {
      Seen seen = states.get(i);
      if (seen.state != before) {
        EventKind kind = kindOf(before, seen.state);
        Seen taken = seen.state == IncidentState.RESOLVED ? states.get(endOfRun(i)) : seen;
        // A first snapshot shows where the incident stands, not that it moved there just then.
        if (i > 0 || kind != EventKind.STATE_CHANGED) {
          changes.add(new StateChange(after, taken.at, kind, taken.written));
        }
      }
      before = seen.state;
      after = seen.at;
    }
    return changes;
  }

  private int endOfRun(int start) {
    int end = start;
    while (end + 1 < states.size() && states.get(end + 1).state == states.get(start).state) {
      end++;
    }
    return end;
  }

  private static EventKind kindOf(IncidentState before, IncidentState now) {
    if (now == IncidentState.RESOLVED) {
      return EventKind.RESOLVED;
    }
    if (now == IncidentState.CLOSED) {
      return EventKind.CLOSED;
    }
    boolean wasDone = before == IncidentState.RESOLVED || before == IncidentState.CLOSED;
    return wasDone && now.isUnderWay() ? EventKind.REOPENED : EventKind.STATE_CHANGED;
  }
}
