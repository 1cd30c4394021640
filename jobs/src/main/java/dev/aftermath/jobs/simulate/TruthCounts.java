package dev.aftermath.jobs.simulate;

import java.util.Locale;

/** Counts incidents by what they are and by what was planted in them. */
final class TruthCounts {

  private TruthCounts() {}

  static void count(Counts counts, Incident incident, SimulationSettings settings) {
    counts.one("incidents");
    counts.one("incidents_" + incident.kind().name().toLowerCase(Locale.ROOT));
    Page page = incident.page();
    Ticket ticket = incident.ticket();
    if (page != null) {
      count(counts, page, settings.end().getEpochSecond());
      if (ticket == null && incident.kind() != Incident.Kind.MERGED_CHILD) {
        counts.one("pages_without_ticket");
      }
    }
    if (ticket != null) {
      count(counts, ticket);
      if (page == null) {
        counts.one("tickets_without_page");
      }
    }
  }

  private static void count(Counts counts, Page page, long end) {
    counts.one("pages");
    counts.one("pages_resolved_by_" + page.resolution().name().toLowerCase(Locale.ROOT));
    if (page.firstHumanAcknowledgement() == null) {
      counts.one("pages_never_acknowledged");
    }
    if (page.count(LogEntry.Type.UNACKNOWLEDGE) > 0) {
      counts.one("pages_acknowledged_again");
    }
    if (page.count(LogEntry.Type.ESCALATE) > 0) {
      counts.one("pages_escalated");
    }
    if (page.resolvedSecond() >= end) {
      counts.one("pages_open_at_end");
    }
    if (page.tenantField() == null) {
      counts.one("defect_page_without_tenant");
    }
    if (page.monitoringField() == null) {
      counts.one("defect_page_without_monitoring_id");
    }
  }

  private static void count(Counts counts, Ticket ticket) {
    counts.one("tickets");
    if (ticket.isReopened()) {
      counts.one("tickets_reopened");
    }
    if (ticket.correlationId().isEmpty()) {
      counts.one("tickets_without_correlation_id");
    }
    if (ticket.lastResolvedSecond() == null) {
      counts.one("tickets_canceled");
    }
    if (ticket.tenant().isEmpty()) {
      counts.one("defect_ticket_without_tenant");
    }
    if (ticket.monitoringId().isEmpty()) {
      counts.one("defect_ticket_without_monitoring_id");
    }
    if (ticket.closeNotes().isEmpty()) {
      counts.one("defect_ticket_without_close_notes");
    }
  }
}
