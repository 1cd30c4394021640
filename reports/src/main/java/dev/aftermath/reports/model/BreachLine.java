package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One breach of a burn-rate threshold.
 *
 * @param slo name of the SLO
 * @param service the service it is about
 * @param startedAt first instant, inclusive
 * @param endedAt end, exclusive; null while it is going on
 * @param worstBurnRate highest burn rate seen, null where undefined (a target of 1)
 * @param budgetConsumedRatio share of the window's error budget that the breach consumed, null
 *     where undefined
 */
public record BreachLine(
    String slo,
    String service,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable BigDecimal worstBurnRate,
    @Nullable BigDecimal budgetConsumedRatio) {}
