package dev.aftermath.reports.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One incident that was open when the period ended.
 *
 * @param id the incident's identifier
 * @param title its title as received
 * @param service affected service, null where unknown
 * @param tenant affected tenant, null where unknown
 * @param priority priority as recorded, null where none
 * @param openedAt when it was opened
 * @param ageSeconds from opening to the end of the period
 */
public record OpenIncidentLine(
    String id,
    String title,
    @Nullable String service,
    @Nullable String tenant,
    @Nullable String priority,
    Instant openedAt,
    long ageSeconds) {}
