package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a record says happened to its incident.
 *
 * @param actor the source's own id of who did it; personal data, kept in bronze alone
 * @param detail the channel or reason in the source's own word
 */
public record RawEvent(
    Instant at,
    EventKind kind,
    ActorKind actorKind,
    @Nullable String actor,
    @Nullable String detail)
    implements Serializable {}
