package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Approved maintenance that the net figures of an objective leave out.
 *
 * @param objective the objective
 * @param exclusion number of the change
 * @param startedAt start of the approved window, inclusive
 * @param endedAt its end, exclusive
 * @param approval state of the approval as recorded
 * @param approver the group that approved, null where none is recorded
 * @param approvedAt when it was approved, null where not recorded
 * @param bad what was bad in it, in events or slices
 * @param total all that was counted in it
 * @param findings what an auditor asks about: entered after the fact, overlapping, unused
 */
public record SloExclusionLine(
    ObjectiveName objective,
    String exclusion,
    Instant startedAt,
    Instant endedAt,
    String approval,
    @Nullable String approver,
    @Nullable Instant approvedAt,
    BigDecimal bad,
    BigDecimal total,
    List<String> findings) {
  /** Copies the findings. */
  public SloExclusionLine {
    findings = List.copyOf(findings);
  }
}
