package dev.aftermath.reports.model;

import java.time.Instant;

/**
 * A stretch in which nobody was on call at a level of an escalation policy.
 *
 * @param escalationPolicy the policy
 * @param escalationLevel the level, from 1
 * @param startedAt first instant, inclusive
 * @param endedAt end, exclusive
 * @param gapSeconds how long
 * @param otherLevelCoveredSeconds the part in which somebody was on call at another level, to whom
 *     an incident escalates; in the rest nobody hears of it
 */
public record OnCallGapLine(
    String escalationPolicy,
    long escalationLevel,
    Instant startedAt,
    Instant endedAt,
    long gapSeconds,
    long otherLevelCoveredSeconds) {}
