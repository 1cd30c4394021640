package dev.aftermath.jobs.domain.cause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A problem record that an incident of a cause is put down to; none that was closed without a fix.
 *
 * @param name its number
 * @param firstIncidentAt when the incident was opened
 * @param closedAt when it was closed; null while it is open, and where nobody says when
 */
public record CauseProblem(String name, Instant firstIncidentAt, @Nullable Instant closedAt)
    implements Remedy {}
