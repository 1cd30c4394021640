package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One objective over one window. Ratios are quotients as {@link Ratio} rounds them.
 *
 * @param objective as in force at the evaluation
 * @param window from its start to its own end, which may lie after the evaluation
 * @param good events measured as surely good (Occurrences), good slices (Timeslices), or the sum of
 *     the slices' ratios (RatioTimeslices)
 * @param total all measured events, or all slices with events
 * @param sli {@code good / total}, or the bound that the SLO's {@link MissingRule} names; null when
 *     there is nothing to divide
 * @param sliWorst the SLI if everything not measured or not decided was bad; null when there is
 *     nothing to bound
 * @param sliBest the SLI if everything not measured or not decided was good; null when there is
 *     nothing to bound
 * @param sliLow lower end of the 95 % interval of {@code good / total} by Wilson (1927): what so
 *     few events leave open; null where it has no meaning
 * @param sliHigh its upper end
 * @param budgetTotal what may be bad of what happened so far: {@code (1 - target) * total}, piece
 *     by piece where the target changed
 * @param budgetConsumedRatio bad over budget, above 1 when overspent and below 0 when more was good
 *     than happened; null when the budget is 0: the ratio is then infinite or undefined, never 0
 * @param burnRate {@code (1 - sli) / (1 - target)} (Site Reliability Workbook, chapter 5); over the
 *     window of the objective the same number as the consumed ratio; null as that
 * @param coverage measured slices over slices that have ended in the window, excluded ones left
 *     out; null when none has
 * @param slices how many slices that have ended are in which state
 * @param verdict whether {@code sli} reaches the target, decided without rounding
 * @param verdictWorst the verdict if everything not measured or not decided was bad
 * @param verdictBest the verdict if everything not measured or not decided was good
 * @param definitionCount how many versions of the definition rule slices of the window
 */
public record SloEvaluation(
    String slo,
    Objective objective,
    Interval window,
    BigDecimal good,
    BigDecimal total,
    @Nullable Double sli,
    @Nullable Double sliWorst,
    @Nullable Double sliBest,
    @Nullable Double sliLow,
    @Nullable Double sliHigh,
    BigDecimal budgetTotal,
    @Nullable Double budgetConsumedRatio,
    @Nullable Double burnRate,
    @Nullable Double coverage,
    SliceCounts slices,
    Verdict verdict,
    Verdict verdictWorst,
    Verdict verdictBest,
    int definitionCount) {

  /** Whether the verdict would be the same whatever the slices that were not measured held. */
  public boolean survivesUnknown() {
    return verdict == verdictWorst && verdict == verdictBest;
  }

  /** Slices by state. */
  public record SliceCounts(long good, long bad, long idle, long unknown, long excluded) {

    /** Slices that were measured. */
    public long known() {
      return good + bad + idle;
    }

    /** These and others. */
    SliceCounts plus(SliceCounts other) {
      return new SliceCounts(
          good + other.good,
          bad + other.bad,
          idle + other.idle,
          unknown + other.unknown,
          excluded + other.excluded);
    }

    /** Slices that have ended and are not excluded. */
    public long ended() {
      return known() + unknown;
    }
  }
}
