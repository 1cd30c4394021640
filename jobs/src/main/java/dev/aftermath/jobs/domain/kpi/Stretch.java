package dev.aftermath.jobs.domain.kpi;

import java.time.Instant;

/**
 * The time that was measured of one case.
 *
 * @param startSource the column that told its start
 * @param endSource the column that told its end
 * @param seconds how much of it counted; negative when it ends before it starts
 */
public record Stretch(
    String startSource, Instant start, String endSource, Instant end, long seconds) {}
