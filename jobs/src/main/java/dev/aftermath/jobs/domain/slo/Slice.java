package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;

/** The events that were measured from one instant to the next grid point; a gap is no slice. */
public record Slice(Instant start, BigDecimal good, BigDecimal total) {}
