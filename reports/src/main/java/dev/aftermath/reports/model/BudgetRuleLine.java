package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident or a cause that took more than a fifth of an error budget: a case of one of the two
 * 20 percent rules of the SRE workbook's error budget policy (appendix B).
 *
 * @param rule which rule
 * @param objective the objective
 * @param subject the incident by the name people know, or the wording of the cause
 * @param windowStart start of the window, inclusive
 * @param windowEnd end of the window, exclusive
 * @param evaluatedAt up to when it was evaluated, exclusive
 * @param incidentCount incidents behind the share
 * @param shareOfBudgetRatio share of the window's budget so far, null where the budget is nothing
 */
public record BudgetRuleLine(
    Rule rule,
    ObjectiveName objective,
    String subject,
    Instant windowStart,
    Instant windowEnd,
    Instant evaluatedAt,
    long incidentCount,
    @Nullable BigDecimal shareOfBudgetRatio) {
  /** The two rules. */
  public enum Rule {
    /** One incident within four weeks. */
    INCIDENT_FOUR_WEEKS,
    /** All incidents of one cause within a quarter. */
    CAUSE_QUARTER
  }

  /** Whether the window had ended: until then its budget grows with what is to come. */
  public boolean coversWindow() {
    return !evaluatedAt.isBefore(windowEnd);
  }
}
