package dev.aftermath.reports.model;

/**
 * Incidents left out of the KPIs for one reason.
 *
 * @param reason in words
 * @param count number of incidents
 */
public record ExcludedLine(String reason, long count) {}
