package dev.aftermath.jobs.simulate;

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
    MAINTENANCE
  }

  /** The close code of a change request. */
  enum Outcome {
    SUCCESSFUL,
    UNSUCCESSFUL
  }
}
