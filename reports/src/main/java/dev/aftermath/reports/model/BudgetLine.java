package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the error budget of one objective went: parts that add up to all that was bad.
 *
 * @param objective the objective
 * @param windowStart start of the window, inclusive
 * @param evaluatedAt up to when it was evaluated, exclusive
 * @param parts what used the budget, the largest first
 */
public record BudgetLine(
    ObjectiveName objective, Instant windowStart, Instant evaluatedAt, List<Part> parts) {
  /** Copies the parts. */
  public BudgetLine {
    parts = List.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param kind what it is
   * @param incident the incident by the name people know, null for the other kinds
   * @param shareOfBudgetRatio share of the window's budget so far, null where there is none
   * @param shareOfBadRatio share of all that was bad, null where nothing was
   */
  public record Part(
      Kind kind,
      @Nullable String incident,
      @Nullable BigDecimal shareOfBudgetRatio,
      @Nullable BigDecimal shareOfBadRatio) {}

  /** What a part of a budget went to. */
  public enum Kind {
    /** An incident that was open meanwhile. */
    INCIDENT,
    /** Bad in a slice that looks worse than usual, but no incident was open. */
    UNEXPLAINED,
    /** The few that always fail. */
    BASELINE,
    /** Approved maintenance. */
    EXCLUSION
  }
}
