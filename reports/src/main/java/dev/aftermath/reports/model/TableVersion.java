package dev.aftermath.reports.model;

/**
 * A lake table as it was read.
 *
 * @param table its name, such as {@code gold.incident_facts}
 * @param version its commit version; below 0 when it was never written
 */
public record TableVersion(String table, long version) {

  /** The version as readers see it. */
  public String words() {
    return version < 0 ? "never written" : Long.toString(version);
  }
}
