package dev.aftermath.jobs.domain.slo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An objective as one version of its SLO has it.
 *
 * @param from from when it rules; null for all time before the next
 * @param definitionDigest the digest of the version
 */
public record Terms(@Nullable Instant from, Objective objective, String definitionDigest) {}
