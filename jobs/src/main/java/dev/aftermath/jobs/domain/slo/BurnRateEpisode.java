package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time for which a burn-rate alert fires.
 *
 * @param start the end of the slice with which it fires
 * @param end the end of the slice with which it no longer does; null while it lasts
 * @param state why it ended, if it did
 * @param budgetConsumedAtStart the share of its budget that the SLO's own window had consumed by
 *     the start; null where there is none
 * @param budgetSpentBeforeStart what the long window before the start had spent, as a share of the
 *     budget of the SLO's own window: the price of the detection; null where there is no budget
 * @param worstBurnRate the highest burn rate over the rule's long window meanwhile; null where
 *     there is no budget
 * @param bad what was bad between start and end, in events or slices
 * @param budgetConsumedDuring the same as a share of the budget of the SLO's own window at the end,
 *     or so far; null where there is no budget
 */
public record BurnRateEpisode(
    Instant start,
    @Nullable Instant end,
    EpisodeState state,
    @Nullable Double budgetConsumedAtStart,
    @Nullable Double budgetSpentBeforeStart,
    @Nullable Double worstBurnRate,
    BigDecimal bad,
    @Nullable Double budgetConsumedDuring) {}
