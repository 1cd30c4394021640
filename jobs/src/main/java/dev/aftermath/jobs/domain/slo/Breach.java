package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which an objective's window was missed: its budget was spent.
 *
 * @param start the end of the slice that spent the budget
 * @param end when the window was met again or began anew; null when it is still missed
 * @param bad what was bad between start and end, in events or slices
 * @param budgetConsumedRatio the most that the window had consumed during the breach; null when the
 *     target is 1 and there is no budget
 * @param worstHourBurnRate the highest burn rate over one hour that ended during the breach; null
 *     when the target is 1 or no hour had events
 */
public record Breach(
    Instant start,
    @Nullable Instant end,
    BreachState state,
    BigDecimal bad,
    @Nullable Double budgetConsumedRatio,
    @Nullable Double worstHourBurnRate) {}
