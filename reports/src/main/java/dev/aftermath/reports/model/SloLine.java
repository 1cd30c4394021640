package dev.aftermath.reports.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One SLO objective over one window.
 *
 * @param slo name of the SLO
 * @param service the service it is about
 * @param group the group, such as {@code tenant=acme}; empty where the SLO has none
 * @param objective name of the objective
 * @param targetRatio target, from 0 to 1 inclusive
 * @param window the window as declared, such as "rolling 28d" or "calendar 1M"
 * @param windowLabel the window in words, such as "last 28 days" or "Nov 2026 so far"
 * @param sli ratio of good to total events under the stated rule for unknown slices, null without
 *     events
 * @param sliWorst the SLI if everything unknown was bad, null where undefined
 * @param sliBest the SLI if everything unknown was good, null where undefined
 * @param coverageRatio share of the window's elapsed time with known slices, null where nothing has
 *     elapsed
 * @param good good events
 * @param total all events
 * @param budgetConsumedRatio consumed error budget, 1 is all of it; may be negative or exceed 1;
 *     null where undefined
 * @param verdict the verdict
 * @param verdictWorst the verdict if everything unknown was bad
 * @param verdictBest the verdict if everything unknown was good
 * @param net the figures without approved maintenance
 * @param budgetLastsDays days that the rest of the budget would last if the burn rate of the last
 *     seven days went on: a pace, not a promise; null where nothing burns or nothing is left
 */
public record SloLine(
    String slo,
    String service,
    String group,
    String objective,
    BigDecimal targetRatio,
    String window,
    String windowLabel,
    @Nullable BigDecimal sli,
    @Nullable BigDecimal sliWorst,
    @Nullable BigDecimal sliBest,
    @Nullable BigDecimal coverageRatio,
    BigDecimal good,
    BigDecimal total,
    @Nullable BigDecimal budgetConsumedRatio,
    Verdict verdict,
    Verdict verdictWorst,
    Verdict verdictBest,
    NetFigures net,
    @Nullable BigDecimal budgetLastsDays) {
  /** Whether an objective was met. */
  public enum Verdict {
    /** The SLI reached the target. */
    MET,
    /** The SLI stayed below the target. */
    MISSED,
    /** Too little is known to say. */
    NOT_EVALUABLE
  }
}
