package dev.aftermath.jobs.domain.matching;

/** Which kind of system tells of an incident. */
public enum Side {
  /** The paging system, which calls people. */
  PAGE,
  /** The ticket system, where the work is written down. */
  TICKET
}
