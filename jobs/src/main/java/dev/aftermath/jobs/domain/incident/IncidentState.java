package dev.aftermath.jobs.domain.incident;

/** Where an incident stands, whatever its system calls that. */
public enum IncidentState {
  OPEN,
  IN_PROGRESS,
  ON_HOLD,
  RESOLVED,
  CLOSED,
  CANCELLED,
  UNKNOWN;

  /** Whether somebody still has to do something about it. */
  public boolean isUnderWay() {
    return this == OPEN || this == IN_PROGRESS || this == ON_HOLD;
  }

  /** Whether nobody has to do anything about it any more. */
  public boolean isFinished() {
    return this == RESOLVED || this == CLOSED || this == CANCELLED;
  }
}
