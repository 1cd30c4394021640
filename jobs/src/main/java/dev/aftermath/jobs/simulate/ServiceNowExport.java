package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Weekly exports of ServiceNow: the incidents updated in the week and their SLAs as they stood at
 * its end, the changes closed in it, and the problems resolved in it.
 */
final class ServiceNowExport {

  static final String SOURCE = "servicenow";

  private final Plan plan;
  private final World world;
  private final Counts counts;

  ServiceNowExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    Path folder = plan.folder(SOURCE, week);
    try (Sink sink = Sink.to(folder, plan.packing(week), SOURCE + "-" + week.label() + ".zip")) {
      writeTickets(sink, "incident", week, Lateness.ON_TIME);
      for (Week late : plan.lateWeeksArriving(week)) {
        writeTickets(sink, "incident-late-" + late.label(), late, Lateness.LATE);
      }
      writeAgreements(sink, week);
      writeChanges(sink, week);
      writeProblems(sink, week);
      writeJournal(sink, week);
    }
    if (plan.hasCopiedTickets(week)) {
      Files.copy(folder.resolve("incident-1.json"), folder.resolve("incident-1-copy.json"));
      counts.one("duplicate_files_servicenow");
    }
  }

  private void writeTickets(Sink sink, String prefix, Week week, Lateness lateness)
      throws IOException {
    try (RecordWriter records =
        RecordWriter.of(
            plan.ticketForm(week), sink, prefix, "incident", week, world.settings().zone())) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Ticket ticket = incident.ticket();
                boolean late = plan.isLate(week, incident.service());
                if (ticket != null
                    && ticket.changedIn(week)
                    && late == (lateness == Lateness.LATE)) {
                  write(records, week, incident, ticket);
                }
              }));
    }
    if (lateness == Lateness.LATE) {
      counts.one("late_exports_servicenow");
    }
  }

  private void write(RecordWriter records, Week week, Incident incident, Ticket ticket)
      throws IOException {
    List<Field> fields =
        TicketFields.of(incident, ticket, Problem.namedBy(world, incident), week.endSecond());
    records.write(fields);
    counts.one("servicenow_incident_rows");
    if (plan.ticketForm(week) == Plan.TicketForm.LIST_CSV
        && fields.stream().anyMatch(this::isAmbiguous)) {
      counts.one("defect_ticket_row_with_ambiguous_local_time");
    }
    if (plan.hasRepeatedRows(week) && Math.floorMod(incident.key(), 12) == 0) {
      records.write(fields);
      counts.one("servicenow_incident_rows");
      counts.one("duplicate_rows_servicenow_incident");
    }
  }

  /** Local times without offset are not unique in the hour that clocks run twice. */
  private boolean isAmbiguous(Field field) {
    if (field.second() == null) {
      return false;
    }
    ZoneId zone = world.settings().zone();
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(field.second()), zone);
    return zone.getRules().getValidOffsets(local).size() > 1;
  }

  /** The SLAs of the tickets updated in the week as they stood at its end. */
  private void writeAgreements(Sink sink, Week week) throws IOException {
    OfficeHours office = new OfficeHours(world.settings().zone());
    try (RecordWriter records =
        RecordWriter.of(plan.jsonForm(week), sink, "task_sla", "task_sla", week, office.zone())) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Ticket ticket = incident.ticket();
                if (ticket != null && ticket.changedIn(week)) {
                  for (Agreement agreement : Agreement.of(ticket)) {
                    if (agreement.startSecond() < week.endSecond()) {
                      records.write(AgreementFields.of(agreement, office, week.endSecond()));
                      counts.one("servicenow_task_sla_rows");
                    }
                  }
                }
              }));
    }
  }

  private void writeChanges(Sink sink, Week week) throws IOException {
    try (RecordWriter records =
        RecordWriter.of(
            plan.jsonForm(week),
            sink,
            "change_request",
            "change_request",
            week,
            world.settings().zone())) {
      for (int i = Math.max(0, week.index() - 1); i <= week.index(); i++) {
        world.visitChanges(
            world.weeks().get(i), Visit.writing(change -> write(records, week, change)));
      }
    }
  }

  /** All problem records in the first week, and in others those that were resolved in them. */
  private void writeProblems(Sink sink, Week week) throws IOException {
    List<Problem> changed =
        Problem.in(world).stream()
            .filter(it -> week.index() == 0 || week.contains(it.resolvedSecond()))
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    try (RecordWriter records =
        RecordWriter.of(
            plan.jsonForm(week), sink, "problem", "problem", week, world.settings().zone())) {
      for (Problem problem : changed) {
        records.write(problem.fields(week.endSecond()));
        counts.one("servicenow_problem_rows");
      }
    }
  }

  /** What was written below tickets in the week: a comment for stakeholders, and a work note. */
  private void writeJournal(Sink sink, Week week) throws IOException {
    try (RecordWriter records =
        RecordWriter.of(
            Plan.TicketForm.TABLE_API,
            sink,
            "sys_journal_field",
            "sys_journal_field",
            week,
            world.settings().zone())) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Ticket ticket = incident.ticket();
                Long told = Telling.of(incident).stakeholderSecond();
                if (ticket != null && told != null && week.contains(told)) {
                  records.write(JournalFields.of(ticket, JournalFields.Element.COMMENTS, told));
                  records.write(
                      JournalFields.of(ticket, JournalFields.Element.WORK_NOTES, told - 60));
                  counts.add("servicenow_journal_rows", 2);
                }
              }));
    }
  }

  private void write(RecordWriter records, Week week, Deployment change) throws IOException {
    if (change.isChangeRequest() && week.contains(change.closedSecond())) {
      records.write(ChangeFields.of(change));
      counts.one("servicenow_change_rows");
      counts.one(change.isRelease() ? "deployments" : "maintenance_windows");
    }
  }

  /** Whether a file is the regular one of its week or the one that came after. */
  private enum Lateness {
    ON_TIME,
    LATE
  }
}
