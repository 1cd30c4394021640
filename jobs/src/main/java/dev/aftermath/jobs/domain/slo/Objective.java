package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an SLO promises.
 *
 * @param name unique within the SLO
 * @param target the ratio that the SLI must reach, from 0 to 1
 * @param timeSliceTarget the ratio that makes a slice good; null where the method has no such thing
 * @param timeSliceWindow the length of a slice; null where the method has no such thing
 */
public record Objective(
    String name,
    BigDecimal target,
    @Nullable BigDecimal timeSliceTarget,
    @Nullable Duration timeSliceWindow)
    implements Serializable {

  /** The ratio that makes a slice good: its own target, otherwise the objective's. */
  public BigDecimal sliceTarget() {
    return timeSliceTarget == null ? target : timeSliceTarget;
  }
}
