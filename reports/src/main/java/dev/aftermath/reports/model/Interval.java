package dev.aftermath.reports.model;

/**
 * Two figures with everything between them.
 *
 * @param lower the smaller one
 * @param upper the larger one
 */
public record Interval(double lower, double upper) {
  /** Refuses bounds that no format can show. */
  public Interval {
    Finite.require("lower bound", lower);
    Finite.require("upper bound", upper);
  }
}
