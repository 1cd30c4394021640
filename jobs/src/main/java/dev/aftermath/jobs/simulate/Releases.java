package dev.aftermath.jobs.simulate;

/** How the services of a world are released, and where that is recorded. */
public enum Releases {
  /** Every release is a change request in ServiceNow. */
  CHANGE_REQUESTS,
  /**
   * Every second service is released by Azure DevOps, which no ticket knows of, and some of what a
   * release broke is repaired by an unplanned one.
   */
  PIPELINES;

  /** Where the releases of the service at a place are recorded. */
  Recorder recorder(int serviceIndex) {
    return this == PIPELINES && serviceIndex % 2 == 1 ? Recorder.AZURE_DEVOPS : Recorder.SERVICENOW;
  }

  /** What records releases. */
  enum Recorder {
    SERVICENOW("servicenow"),
    AZURE_DEVOPS("azure-devops");

    private final String system;

    Recorder(String system) {
      this.system = system;
    }

    String system() {
      return system;
    }
  }
}
