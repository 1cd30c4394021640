package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The events that were measured from one instant to the next grid point; a gap is no slice.
 *
 * @param good those that are surely good
 * @param undecided those of which nothing tells whether they were good; not among the good ones
 */
public record Slice(Instant start, BigDecimal good, BigDecimal total, BigDecimal undecided) {

  /** A slice of which all is known. */
  public Slice(Instant start, BigDecimal good, BigDecimal total) {
    this(start, good, total, BigDecimal.ZERO);
  }
}
