package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A loss that nobody opened an incident for, or an incident that cost no budget.
 *
 * @param finding which of the two
 * @param objective the objective
 * @param startedAt start of the loss, or opening of the incident
 * @param endedAt end of it, null while it lasts
 * @param shareOfBudgetRatio share of four weeks' budget, null for an incident and where undefined
 * @param incident the incident by the name people know, null for a loss
 */
public record DipLine(
    Finding finding,
    ObjectiveName objective,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable BigDecimal shareOfBudgetRatio,
    @Nullable String incident) {
  /** What does not fit together. */
  public enum Finding {
    /** Budget was lost and no incident was open. */
    LOSS_WITHOUT_INCIDENT,
    /** An incident was open and no budget was lost. */
    INCIDENT_WITHOUT_LOSS
  }
}
