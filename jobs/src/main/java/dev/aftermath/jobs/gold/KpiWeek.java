package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.statistics.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * One KPI in one week, as far as other weeks are compared with it.
 *
 * @param n the cases behind the figure
 * @param total of a part of cases its numerator
 * @param median in seconds; null where there is none
 * @param interval the 95 % interval of the median, share or count; null where there is none
 */
record KpiWeek(long n, long total, @Nullable Double median, @Nullable Bounds interval) {}
