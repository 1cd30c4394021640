package dev.aftermath.jobs.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ServiceNow side of an incident: its changes of state, from which every snapshot follows.
 *
 * @param openedSecond epoch second
 * @param changes states in order of time, the first is NEW
 * @param reassignmentCount how often it was handed on before the work began
 * @param slaSeconds time allowed from opening to resolution
 * @param correlationId id or deduplication key of the PagerDuty incident, empty without page and
 *     where nobody filled it in
 * @param tenant empty where nobody filled it in
 * @param monitoringId empty where nobody filled it in
 * @param impactStartSecond when customers began to feel it; null where nobody filled it in
 * @param mitigatedSecond when they ceased to; null where nobody filled it in
 * @param causedBy the change that caused it; null if none is known
 */
record Ticket(
    String number,
    String sysId,
    long openedSecond,
    List<Change> changes,
    int priority,
    int reassignmentCount,
    long slaSeconds,
    Person assignee,
    String shortDescription,
    String description,
    String closeCode,
    String closeNotes,
    String correlationId,
    String tenant,
    String monitoringId,
    String contactType,
    @Nullable Long impactStartSecond,
    @Nullable Long mitigatedSecond,
    @Nullable Deployment causedBy) {

  /** States of the base system with their stored numbers. */
  enum State {
    NEW("1", "New"),
    IN_PROGRESS("2", "In Progress"),
    ON_HOLD("3", "On Hold"),
    RESOLVED("6", "Resolved"),
    CLOSED("7", "Closed"),
    CANCELED("8", "Canceled");

    private final String value;
    private final String display;

    State(String value, String display) {
      this.value = value;
      this.display = display;
    }

    String value() {
      return value;
    }

    String display() {
      return display;
    }

    boolean isActive() {
      return this != CLOSED && this != CANCELED;
    }
  }

  /** From a moment on the ticket is in a state. */
  record Change(State state, long second) {}

  Ticket {
    changes = List.copyOf(changes);
  }

  /** Whether anything changed in the week, which is what a weekly export asks for. */
  boolean changedIn(Week week) {
    return changes.stream().anyMatch(change -> week.contains(change.second()));
  }

  boolean isReopened() {
    boolean resolved = false;
    for (Change change : changes) {
      if (resolved && change.state() == State.IN_PROGRESS) {
        return true;
      }
      resolved |= change.state() == State.RESOLVED;
    }
    return false;
  }

  /** When it was resolved for good; null if it never was, as with cancelled tickets. */
  @Nullable Long lastResolvedSecond() {
    Long last = null;
    for (Change change : changes) {
      if (change.state() == State.RESOLVED) {
        last = change.second();
      }
    }
    return last;
  }
}
