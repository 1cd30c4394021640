package dev.aftermath.reports.model;

/**
 * What a KPI should reach.
 *
 * @param value in the unit of the KPI
 * @param bound on which side of the value the target is met
 */
public record Target(double value, Bound bound) {
  /** Refuses a target that is no number. */
  public Target {
    Finite.require("target", value);
  }

  /** Whether a value meets the target. */
  public boolean isMetBy(double other) {
    return bound == Bound.AT_MOST ? other <= value : other >= value;
  }

  /** The side of a target on which it is met; the value itself meets it. */
  public enum Bound {
    /** Met at or below the value. */
    AT_MOST,
    /** Met at or above the value. */
    AT_LEAST
  }
}
