package dev.aftermath.jobs.domain.matching;

/**
 * The incident that an alert is put down to.
 *
 * @param rule {@code alert_named}, {@code deduplication_key}, {@code monitoring_id} or the name of
 *     a {@link NearbyRule}
 * @param evidence why, in words
 */
public record AlertLink(String incidentId, String rule, String evidence) {}
