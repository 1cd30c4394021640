package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Releases.Recorder;

/**
 * A change: a release, or a maintenance window. Both restart the processes of the service.
 *
 * @param startSecond begin of the work, epoch seconds
 * @param closedSecond when the change request was closed
 */
record Deployment(
    String number,
    String sysId,
    Service service,
    Kind kind,
    String version,
    long startSecond,
    long endSecond,
    long closedSecond,
    Outcome outcome) {

  /** What is changed. */
  enum Kind {
    DEPLOYMENT,
    /** An unplanned release that repairs what one before broke. */
    REPAIR,
    MAINTENANCE
  }

  /** The close code of a change request. */
  enum Outcome {
    SUCCESSFUL,
    UNSUCCESSFUL
  }

  boolean isRelease() {
    return kind != Kind.MAINTENANCE;
  }

  /** Maintenance is asked for in ServiceNow, however the service is released. */
  boolean isChangeRequest() {
    return !isRelease() || service.recorder() == Recorder.SERVICENOW;
  }

  /** What tells it apart in the system that records it. */
  String key() {
    return isChangeRequest() ? number : Long.toString(releaseNumber());
  }

  /** The number that the pipeline gives it; the nine after it are those of earlier attempts. */
  long releaseNumber() {
    return Long.parseLong(number.substring("CHG".length())) * 10;
  }
}
