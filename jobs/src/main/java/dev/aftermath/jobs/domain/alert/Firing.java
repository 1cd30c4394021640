package dev.aftermath.jobs.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One firing of an alert.
 *
 * @param endedAt null while it fires, as far as is known
 * @param incidentId the incident that it led to; null for none
 */
public record Firing(
    String fingerprint,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String incidentId) {}
