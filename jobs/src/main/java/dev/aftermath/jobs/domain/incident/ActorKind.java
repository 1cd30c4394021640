package dev.aftermath.jobs.domain.incident;

/** Who caused an event: only a human acknowledgement counts as an acknowledgement. */
public enum ActorKind {
  HUMAN,
  AUTOMATION,
  TIMEOUT,
  UNKNOWN
}
