package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in which an objective was missed: its window, as far as it had gone, had used
 * more than its error budget.
 *
 * @param slo name of the SLO
 * @param service the service it is about
 * @param group the group, such as {@code tenant=acme}; empty where the SLO has none
 * @param objective name of the objective; {@code composite} for all parts of a composite together
 * @param startedAt first instant, inclusive
 * @param endedAt end, exclusive; null while it is going on
 * @param ending how it stands
 * @param worstBurnRate highest burn rate over any one hour of it, null where undefined (a target of
 *     1)
 * @param budgetConsumedRatio the largest share of its error budget that the window had consumed
 *     meanwhile, null where undefined
 */
public record BreachLine(
    String slo,
    String service,
    String group,
    String objective,
    Instant startedAt,
    @Nullable Instant endedAt,
    Ending ending,
    @Nullable BigDecimal worstBurnRate,
    @Nullable BigDecimal budgetConsumedRatio) {}
