package dev.aftermath.jobs.domain.matching;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one account of an incident has to do with others.
 *
 * @param openedAt when the account says that it was opened; null where it does not
 * @param pageKey of a ticket the page it is matched with; null of pages and of tickets without one
 * @param matchRule how they were matched: a {@link KeyRule}'s word or a {@link NearbyRule}'s name
 * @param matchEvidence why they were matched, or why they were not although they might have been
 * @param flags {@code page_has_other_ticket}, {@code ticket_has_other_page} or {@code
 *     match_ambiguous}
 * @param mergedChildCount how many of its system were merged into it, over all steps
 * @param mergedChildrenOpenedAt when the first of those was opened; null without any
 * @param childCount how many of its system name it as their parent
 * @param refireCount how many of its system with the same deduplication key were opened within 24
 *     hours after its resolution
 * @param isAcknowledgedInBulk whether its first acknowledger did so for several at once
 */
public record Relation(
    String system,
    String key,
    @Nullable Instant openedAt,
    @Nullable String pageKey,
    @Nullable String matchRule,
    @Nullable String matchEvidence,
    List<String> flags,
    long mergedChildCount,
    @Nullable Instant mergedChildrenOpenedAt,
    long childCount,
    long refireCount,
    boolean isAcknowledgedInBulk) {}
