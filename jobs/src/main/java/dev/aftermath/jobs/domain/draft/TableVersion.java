package dev.aftermath.jobs.domain.draft;

import java.time.Instant;

/**
 * A table that a draft was made from.
 *
 * @param version the version that was read
 * @param writtenAt when that was written
 */
public record TableVersion(String table, long version, Instant writtenAt) {}
