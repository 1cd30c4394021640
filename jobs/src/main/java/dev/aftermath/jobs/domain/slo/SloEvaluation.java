package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One objective over one window.
 *
 * @param window from its start to its own end, which may lie after the evaluation
 * @param good good events (Occurrences), good slices (Timeslices), or the sum of the slices' ratios
 *     (RatioTimeslices)
 * @param total all events, or all slices with events
 * @param sli {@code good / total}; null when {@code total} is 0
 * @param sliWorst the SLI if everything not measured was bad; null when there is nothing to bound
 * @param sliBest the SLI if everything not measured was good; null when there is nothing to bound
 * @param budgetTotal {@code (1 - target) * total}: what may be bad of what happened so far
 * @param budgetConsumedRatio {@code (total - good) / budgetTotal}, above 1 when overspent and below
 *     0 when more was good than happened; null when the budget is 0: the ratio is then infinite or
 *     undefined, never 0
 * @param burnRate {@code (1 - sli) / (1 - target)} (Site Reliability Workbook, chapter 5); over the
 *     window of the objective the same number as the consumed ratio; null as that
 * @param coverage measured slices over slices that have ended in the window; null when none has
 * @param slices how many slices that have ended are in which state
 */
public record SloEvaluation(
    String slo,
    Objective objective,
    Interval window,
    BigDecimal good,
    BigDecimal total,
    @Nullable BigDecimal sli,
    @Nullable BigDecimal sliWorst,
    @Nullable BigDecimal sliBest,
    BigDecimal budgetTotal,
    @Nullable BigDecimal budgetConsumedRatio,
    @Nullable BigDecimal burnRate,
    @Nullable BigDecimal coverage,
    SliceCounts slices,
    Verdict verdict) {

  /** Slices by state. */
  public record SliceCounts(long good, long bad, long idle, long unknown) {

    /** Slices that were measured. */
    public long known() {
      return good + bad + idle;
    }

    /** Slices that have ended. */
    public long ended() {
      return known() + unknown;
    }
  }
}
