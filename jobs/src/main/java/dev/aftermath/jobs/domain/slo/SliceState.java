package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;

/** What is known of a slice. */
public enum SliceState {
  /** Its ratio reaches the slice target. */
  GOOD,
  /** Its ratio does not reach the slice target. */
  BAD,
  /** Measured, and nothing happened: neither good nor bad. */
  IDLE,
  /** Not measured. */
  UNKNOWN,
  /** Taken out of the window by an approved exclusion. */
  EXCLUDED;

  /** The state of a measured slice. */
  static SliceState of(BigDecimal good, BigDecimal total, BigDecimal sliceTarget) {
    if (total.signum() == 0) {
      return IDLE;
    }
    return good.compareTo(total.multiply(sliceTarget)) >= 0 ? GOOD : BAD;
  }
}
