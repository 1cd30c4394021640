package dev.aftermath.reports.model;

/**
 * A lake table as it was read.
 *
 * @param table its name, such as {@code gold.incident_facts}
 * @param version its commit version
 */
public record TableVersion(String table, long version) {}
