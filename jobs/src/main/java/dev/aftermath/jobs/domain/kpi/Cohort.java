package dev.aftermath.jobs.domain.kpi;

/** Which instant of a case puts it into a period; {@link Subject} says which it has. */
public enum Cohort {
  OPENED,
  RESOLVED,
  SETTLED,
  STARTED,
  ENDED,
  DECIDED,
  DUE,
  COMPLETED,
  WRITTEN,
  CLOSED
}
