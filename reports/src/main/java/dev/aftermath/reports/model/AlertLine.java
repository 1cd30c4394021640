package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time for which a burn-rate alert would have fired.
 *
 * @param objective the objective
 * @param policy name of the policy
 * @param rule name of its rule
 * @param severity what the rule calls for, such as {@code page}
 * @param startedAt when it fires
 * @param endedAt when it ends, null while it lasts
 * @param ending how it stands
 * @param worstBurnRate highest burn rate over the rule's long window, null where undefined
 * @param budgetSpentBeforeRatio share of the budget that was spent until it fired: the price of the
 *     detection; null where undefined
 * @param budgetSpentDuringRatio share that was spent meanwhile, null where undefined
 */
public record AlertLine(
    ObjectiveName objective,
    String policy,
    String rule,
    String severity,
    Instant startedAt,
    @Nullable Instant endedAt,
    Ending ending,
    @Nullable BigDecimal worstBurnRate,
    @Nullable BigDecimal budgetSpentBeforeRatio,
    @Nullable BigDecimal budgetSpentDuringRatio) {}
