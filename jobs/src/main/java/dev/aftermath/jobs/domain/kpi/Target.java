package dev.aftermath.jobs.domain.kpi;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The figure that is aimed at, in the unit of the KPI.
 *
 * @param bound on which side of the value the target is met; the value itself meets it
 */
public record Target(Bound bound, BigDecimal value) implements Serializable {
  /** The side of the value. */
  public enum Bound {
    AT_MOST,
    AT_LEAST
  }

  /** Whether a figure meets it. */
  public boolean isMetBy(double figure) {
    int order = new BigDecimal(figure).compareTo(value);
    return bound == Bound.AT_MOST ? order <= 0 : order >= 0;
  }
}
