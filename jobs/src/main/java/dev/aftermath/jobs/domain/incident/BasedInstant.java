package dev.aftermath.jobs.domain.incident;

import java.time.Instant;

/** An instant and what it rests on. */
public record BasedInstant(Instant at, Basis basis) {}
