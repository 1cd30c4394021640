package dev.aftermath.jobs.domain.suggestion;

import java.time.Instant;

/**
 * An incident that others can be compared with.
 *
 * @param isSolved whether it is resolved and somebody wrote down its cause
 */
public record KnownIncident(String id, Instant openedAt, boolean isSolved) {}
