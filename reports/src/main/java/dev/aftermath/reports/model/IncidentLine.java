package dev.aftermath.reports.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One incident opened in the period.
 *
 * @param id the incident's identifier
 * @param title its title as received
 * @param service affected service, null where unknown
 * @param tenant affected tenant, null where unknown
 * @param priority priority as recorded, null where none
 * @param openedAt when it was opened
 * @param acknowledgeSeconds from opening to the first acknowledgement by a human, null where there
 *     was none
 * @param resolveSeconds from opening to resolution, null while unresolved
 * @param state its state as of the report, in words
 * @param match in which records it was found
 */
public record IncidentLine(
    String id,
    String title,
    @Nullable String service,
    @Nullable String tenant,
    @Nullable String priority,
    Instant openedAt,
    @Nullable Long acknowledgeSeconds,
    @Nullable Long resolveSeconds,
    String state,
    Match match) {}
