package dev.aftermath.jobs.domain.statistics;

/**
 * Two values with everything between them.
 *
 * @param lower the smaller one
 * @param upper the larger one
 */
public record Bounds(double lower, double upper) {}
