package dev.aftermath.jobs.domain.incident;

/** What happened to an incident at one instant, in words that belong to no vendor. */
public enum EventKind {
  TRIGGERED,
  NOTIFIED,
  ACKNOWLEDGED,
  UNACKNOWLEDGED,
  ASSIGNED,
  DELEGATED,
  ESCALATED,
  SNOOZED,
  ANNOTATED,
  PRIORITY_CHANGED,
  STATE_CHANGED,
  RESOLVED,
  REOPENED,
  CLOSED,
  MERGED,
  /** An alert that joined it; the detail is the alert's fingerprint. */
  ALERTED,
  OTHER
}
