package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of slices that were bad beyond the background.
 *
 * @param start inclusive
 * @param end exclusive
 * @param bad all that was bad in it, the background included
 * @param isCostly whether it cost a share of the budget worth naming
 * @param incidentIds the incidents it is attributed to, in their order; may be empty
 */
public record Dip(
    Instant start, Instant end, BigDecimal bad, boolean isCostly, List<String> incidentIds) {

  /** Takes a copy. */
  public Dip {
    incidentIds = List.copyOf(incidentIds);
  }
}
