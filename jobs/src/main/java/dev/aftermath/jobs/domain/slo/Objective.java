package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an SLO promises.
 *
 * @param name unique within the SLO
 * @param indicator what is measured; a threshold's operator and value are part of it
 * @param target the ratio that the SLI must reach, from 0 to 1
 * @param timeSliceTarget the ratio that makes a slice good; null where the method has no such thing
 * @param timeSliceWindow the length of a slice; null where the method has no such thing
 * @param weight its weight in a composite, 1 where nothing is said
 */
public record Objective(
    String name,
    Indicator indicator,
    BigDecimal target,
    @Nullable BigDecimal timeSliceTarget,
    @Nullable Duration timeSliceWindow,
    BigDecimal weight)
    implements Serializable {

  /** The ratio that makes a slice good: its own target, otherwise the objective's. */
  public BigDecimal sliceTarget() {
    return timeSliceTarget == null ? target : timeSliceTarget;
  }

  /** The same objective with another target. */
  public Objective withTarget(BigDecimal otherTarget) {
    return new Objective(name, indicator, otherTarget, timeSliceTarget, timeSliceWindow, weight);
  }

  /** The slices that its samples are counted into: five minutes, or one where those do not fit. */
  public SliceGrid grid() {
    return SliceGrid.fitting(timeSliceWindow);
  }

  /**
   * The name of its slices: objectives with equal indicators and slices share them.
   *
   * @return 16 hexadecimal digits
   */
  public String measure() {
    return Measure.key(indicator, grid());
  }
}
