package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How two exact sums become a ratio: each is rounded once to the nearest double, then divided once.
 * Any other engine that follows the same three roundings gets the same 64 bits.
 */
public final class Ratio {
  private Ratio() {}

  /** The quotient; null where the divisor is 0: the ratio is then infinite or undefined. */
  public static @Nullable Double of(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0 ? null : dividend.doubleValue() / divisor.doubleValue();
  }
}
