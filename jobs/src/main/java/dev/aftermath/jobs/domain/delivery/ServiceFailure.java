package dev.aftermath.jobs.domain.delivery;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident of one service.
 *
 * @param changeReference the change that its record names as the cause; null when it names none
 * @param restoredAt null while it is open, or when nobody knows
 */
public record ServiceFailure(
    String incidentId,
    @Nullable String changeReference,
    Instant openedAt,
    @Nullable Instant restoredAt)
    implements Serializable {}
