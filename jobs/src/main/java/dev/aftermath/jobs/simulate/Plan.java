package dev.aftermath.jobs.simulate;

import java.nio.file.Path;
import java.util.List;

/**
 * Which week is exported how: the habits and accidents of the people who export. All accidents need
 * a world of at least six weeks; a shorter one has fewer of them.
 */
final class Plan {

  /** Above this the records of a week go into one archive, whatever the habit of that week. */
  private static final int MANY_INCIDENTS_PER_WEEK = 5_000;

  private static final int LATE_WEEK = 3;
  private static final int COPIED_PAGES_WEEK = 4;
  private static final int COPIED_TICKETS_WEEK = 0;
  private static final int REPEATED_ROWS_WEEK = 5;
  private static final int UNLOAD_WEEK = 4;

  private final Path exports;
  private final World world;

  Plan(Path exports, World world) {
    this.exports = exports;
    this.world = world;
  }

  World world() {
    return world;
  }

  boolean isLarge() {
    return world.settings().incidentsPerWeek() > MANY_INCIDENTS_PER_WEEK;
  }

  Path folder(String source, Week week) {
    return exports.resolve(source).resolve(week.label());
  }

  Sink.Packing packing(Week week) {
    if (isLarge()) {
      return Sink.Packing.ZIP;
    }
    return switch (week.index() % 4) {
      case 1 -> Sink.Packing.GZIP;
      case 2 -> Sink.Packing.ZIP;
      default -> Sink.Packing.PLAIN;
    };
  }

  /** Rows of this service are missing in the late week's export and come one week later. */
  boolean isLate(Week week, Service service) {
    return isLateWeek(week) && service.index() == Math.min(2, world.services().size() - 1);
  }

  boolean isLateWeek(Week week) {
    return week.index() == LATE_WEEK && world.weeks().size() > LATE_WEEK + 1;
  }

  /** The week whose late rows arrive with this one; empty for all others. */
  List<Week> lateWeeksArriving(Week week) {
    return week.index() == LATE_WEEK + 1 ? List.of(world.weeks().get(LATE_WEEK)) : List.of();
  }

  /** A PagerDuty file of this week was saved twice under two names. */
  boolean hasCopiedPages(Week week) {
    return week.index() == COPIED_PAGES_WEEK && packing(week) != Sink.Packing.ZIP;
  }

  /** A ServiceNow file of this week was saved twice under two names. */
  boolean hasCopiedTickets(Week week) {
    return week.index() == COPIED_TICKETS_WEEK && packing(week) != Sink.Packing.ZIP;
  }

  /** The form in which ServiceNow incidents of the week were saved. */
  TicketForm ticketForm(Week week) {
    if (week.index() == UNLOAD_WEEK) {
      return TicketForm.UNLOAD_XML;
    }
    return switch (week.index() % 4) {
      case 1 -> TicketForm.TABLE_API_ALL;
      case 3 -> TicketForm.LIST_CSV;
      default -> TicketForm.TABLE_API;
    };
  }

  /** The form of what is never saved as a list: that of the Table API, with or without displays. */
  TicketForm jsonForm(Week week) {
    return ticketForm(week) == TicketForm.TABLE_API_ALL
        ? TicketForm.TABLE_API_ALL
        : TicketForm.TABLE_API;
  }

  /** Forms of ServiceNow exports. */
  enum TicketForm {
    TABLE_API,
    TABLE_API_ALL,
    LIST_CSV,
    UNLOAD_XML
  }

  /** In this week paging shifted while the export ran: some rows come twice. */
  boolean hasRepeatedRows(Week week) {
    return week.index() == REPEATED_ROWS_WEEK;
  }

  boolean isLastWeek(Week week) {
    return week.index() == world.weeks().size() - 1;
  }
}
