package dev.aftermath.jobs.domain.postmortem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline says happened.
 *
 * @param at when; null where that cannot be known
 * @param written the time as written
 * @param basis from where date and zone were taken where the entry itself does not state them, such
 *     as {@code date_of_row_before, zone_of_document}; null where it states them, or is flawed
 * @param flaw why there is no instant: {@code no_date}, {@code no_time}, {@code no_zone}, {@code
 *     placeholder}, {@code ambiguous_date}, {@code skipped_by_clock} or {@code unreadable}
 */
public record TimelineEntry(
    @Nullable Instant at,
    String written,
    String text,
    @Nullable String basis,
    @Nullable String flaw,
    int line) {}
