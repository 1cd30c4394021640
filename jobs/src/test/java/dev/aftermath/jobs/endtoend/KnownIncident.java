package dev.aftermath.jobs.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the exports of a simulated world had told of one incident when it ended, after its truth.
 *
 * @param page the line of the truth with its page; null without one
 * @param ticket the line of the truth with its ticket; null without one
 * @param firstAlertAt when the first alert began that led to it; null where none did
 */
record KnownIncident(
    @Nullable JsonNode page, @Nullable JsonNode ticket, @Nullable Instant firstAlertAt) {

  KnownIncident(@Nullable JsonNode page, @Nullable JsonNode ticket) {
    this(page, ticket, null);
  }

  /** The same with the first alert that led to it. */
  KnownIncident alertedAt(@Nullable Instant at) {
    return new KnownIncident(page, ticket, at);
  }

  /** What the platform calls it. */
  String id() {
    return page == null ? "servicenow:" + ticketNumber() : "pagerduty:" + pageKey();
  }

  @Nullable String pageKey() {
    return text(page, "page");
  }

  @Nullable String ticketNumber() {
    return text(ticket, "ticket");
  }

  @Nullable String deduplicationKey() {
    return text(page, "deduplication_key");
  }

  /** As somebody wrote it down, into the ticket or else into the page. */
  @Nullable String monitoringId() {
    return first(text(ticket, "ticket_monitoring_id"), text(page, "page_monitoring_id"));
  }

  @Nullable String mergedInto() {
    return isMerged() ? text(page, "merged_into") : null;
  }

  /** Whether it is one of those that figures are about. */
  boolean isCounted() {
    return !isMerged() && !isPractice();
  }

  /** The first alert, unless it came after the opening. */
  @Nullable Instant detectedAt() {
    Instant at = firstAlertAt;
    return at == null || at.isAfter(openedAt()) ? null : at;
  }

  boolean isPaged() {
    return page != null;
  }

  boolean isTicketed() {
    return ticket != null;
  }

  String system() {
    if (page == null) {
      return "servicenow";
    }
    return ticket == null ? "pagerduty" : "pagerduty+servicenow";
  }

  String service() {
    return Objects.requireNonNull(text(line(), "service"));
  }

  /** As somebody wrote it down, into the ticket or else into the page. */
  @Nullable String tenant() {
    return first(text(ticket, "ticket_tenant"), text(page, "page_tenant"));
  }

  @Nullable String priority() {
    return text(ticket, "priority");
  }

  /** Whether it was merged by then, in however many steps. */
  boolean isMerged() {
    return text(page, "merged_into") != null && !isOpen();
  }

  boolean isPractice() {
    return Stream.of(page, ticket).anyMatch(it -> "test".equals(text(it, "kind")));
  }

  Instant openedAt() {
    return Objects.requireNonNull(at(line(), page == null ? "opened_at" : "detected_at"));
  }

  @Nullable Instant leftNewAt() {
    return at(ofTicket(), "left_new_at");
  }

  @Nullable Instant acknowledgedAt() {
    return at(ofPage(), "acknowledged_at");
  }

  @Nullable Instant lastResponderAt() {
    return at(ofPage(), "last_responder_acknowledged_at");
  }

  @Nullable Instant impactStartAt() {
    return at(ofTicket(), "impact_start_at");
  }

  @Nullable Instant mitigatedAt() {
    return at(ofTicket(), "mitigated_at");
  }

  /** By the clock of the page where there is one. */
  @Nullable Instant resolvedAt() {
    return at(page == null ? ofTicket() : ofPage(), "resolved_at");
  }

  @Nullable Instant closedAt() {
    return at(ofTicket(), "closed_at");
  }

  @Nullable Instant settledAt() {
    return isOpen() ? null : first(resolvedAt(), closedAt());
  }

  /** The mitigation, else a resolution that says when the trouble was over. */
  @Nullable Instant restoredAt() {
    boolean saysNothing = isResolvedBy("timeout") || isResolvedBy("merge");
    return first(mitigatedAt(), saysNothing ? null : resolvedAt());
  }

  /** Whether its page and its ticket, which nobody can hold apart, tell of two troubles. */
  boolean isPairedByChance() {
    return page != null && ticket != null && !page.equals(ticket);
  }

  boolean isResolvedBy(String how) {
    return how.equals(text(page, "resolution"));
  }

  boolean isOpen() {
    return (page == null ? ofTicket() : ofPage()).path("open").asBoolean();
  }

  boolean isReopened() {
    return !ofPage().path("reopened_at").isEmpty() || ofTicket().path("reopened").asLong() > 0;
  }

  long escalationCount() {
    return ofPage().path("timeout_escalations").asLong()
        + ofPage().path("manual_escalations").asLong();
  }

  /** Of all responders together; null while it goes on, and where nobody acknowledged. */
  @Nullable Long engagedSeconds() {
    boolean isTold = !isOpen() && ofPage().path("responders").asLong() > 0;
    return isTold ? Long.valueOf(ofPage().path("engaged_seconds").asLong()) : null;
  }

  @Nullable Long reassignmentCount() {
    String told = first(text(ofTicket(), "reassignments"), text(ofPage(), "reassignments"));
    return told == null ? null : Long.valueOf(told);
  }

  @Nullable Boolean isMajor() {
    String told = first(text(ofTicket(), "major"), text(ofPage(), "major"));
    return told == null ? null : Boolean.valueOf(told);
  }

  @Nullable Boolean isWithinSla() {
    String told = text(ofTicket(), "made_sla");
    return told == null ? null : Boolean.valueOf(told);
  }

  boolean isCausedByChange() {
    return change() != null;
  }

  /** The change that its ticket names as the cause. */
  @Nullable String change() {
    return text(ofTicket(), "change");
  }

  private JsonNode line() {
    return Objects.requireNonNull(first(page, ticket));
  }

  private JsonNode ofPage() {
    return part(page, "known_at_end");
  }

  private JsonNode ofTicket() {
    return part(ticket, "ticket_known_at_end");
  }

  private static JsonNode part(@Nullable JsonNode line, String field) {
    return line == null ? MissingNode.getInstance() : line.path(field);
  }

  static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  static @Nullable String text(@Nullable JsonNode node, String field) {
    JsonNode value = part(node, field);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  static @Nullable Instant at(@Nullable JsonNode node, String field) {
    String text = text(node, field);
    return text == null ? null : Instant.parse(text);
  }
}
