package dev.aftermath.reports.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an objective without what approved maintenance took out.
 *
 * @param sli ratio of good to total, null without events
 * @param budgetConsumedRatio consumed error budget, 1 is all of it; null where undefined
 * @param verdict the verdict on these figures
 * @param excludedSliceCount slices that were taken out
 */
public record NetFigures(
    @Nullable BigDecimal sli,
    @Nullable BigDecimal budgetConsumedRatio,
    SloLine.Verdict verdict,
    long excludedSliceCount) {}
