package dev.aftermath.jobs.simulate;

/** How much metric and log data a simulation writes. */
public enum Telemetry {
  /** Prometheus samples and Loki lines for every service. */
  FULL,
  /** Incidents, tickets and changes only: for worlds with millions of incidents. */
  NONE
}
