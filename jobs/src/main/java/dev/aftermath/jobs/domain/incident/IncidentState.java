package dev.aftermath.jobs.domain.incident;

/** Where an incident stands, whatever its system calls that. */
public enum IncidentState {
  OPEN,
  IN_PROGRESS,
  ON_HOLD,
  RESOLVED,
  CLOSED,
  CANCELLED,
  UNKNOWN
}
