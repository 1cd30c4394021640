package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Ticket.Change;
import dev.aftermath.jobs.simulate.Ticket.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of the incident table as it stood just before a moment. */
final class TicketFields {

  private static final String[] PRIORITIES = {
    "", "1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"
  };
  private static final String[] IMPACTS = {"", "1 - High", "2 - Medium", "3 - Low"};
  private static final int[] IMPACT = {0, 1, 1, 2, 2, 3};
  private static final int[] URGENCY = {0, 1, 2, 2, 3, 3};
  private static final String[] MAJOR = {"", "Accepted", "Rejected", "", "", ""};
  private static final String INTEGRATION_USER = "pagerduty.integration";

  private final Incident incident;
  private final Ticket ticket;
  private final @Nullable Problem problem;
  private final long asOf;
  private State state = State.NEW;
  private long updated;
  private int changeCount;
  private int reopenCount;
  private boolean wasResolved;
  private @Nullable Long resolved;
  private @Nullable Long closed;

  private TicketFields(Incident incident, Ticket ticket, @Nullable Problem problem, long asOf) {
    this.incident = incident;
    this.ticket = ticket;
    this.problem = problem;
    this.asOf = asOf;
    this.updated = ticket.openedSecond();
    for (Change change : ticket.changes()) {
      if (change.second() < asOf) {
        apply(change);
      }
    }
  }

  /**
   * The record.
   *
   * @param problem that it names; null where it names none
   */
  static List<Field> of(Incident incident, Ticket ticket, @Nullable Problem problem, long asOf) {
    return new TicketFields(incident, ticket, problem, asOf).fields();
  }

  private void apply(Change change) {
    state = change.state();
    updated = change.second();
    // To be written for the first time is no change.
    changeCount += change.state() == State.NEW ? 0 : 1;
    switch (change.state()) {
      case RESOLVED -> {
        resolved = change.second();
        wasResolved = true;
      }
      case CLOSED, CANCELED -> closed = change.second();
      case IN_PROGRESS -> {
        if (wasResolved && resolved != null) {
          reopenCount++;
          resolved = null;
        }
      }
      case NEW, ON_HOLD -> resolved = null;
    }
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>(56);
    fields.add(Field.text("number", ticket.number()));
    fields.add(Field.text("sys_id", ticket.sysId()));
    fields.add(Field.choice("sys_class_name", "incident", "Incident"));
    fields.add(Field.choice("state", state.value(), state.display()));
    fields.add(Field.choice("incident_state", state.value(), state.display()));
    fields.add(Field.text("active", Boolean.toString(state.isActive())));
    fields.add(
        state == State.ON_HOLD
            ? Field.choice("hold_reason", "4", "Awaiting Vendor")
            : Field.text("hold_reason", ""));
    addClassification(fields);
    addPeopleAndPlaces(fields);
    addTimes(fields);
    addResolution(fields);
    fields.add(Field.text("correlation_id", ticket.correlationId()));
    fields.add(
        Field.text("correlation_display", ticket.correlationId().isEmpty() ? "" : "PagerDuty"));
    fields.add(Field.text("u_service", incident.service().name()));
    fields.add(Field.text("u_tenant", ticket.tenant()));
    fields.add(Field.text("u_monitoring_id", ticket.monitoringId()));
    fields.add(Field.text("u_runbook", Runbook.reference(ticket, incident.service())));
    fields.add(causedBy());
    fields.add(Field.text("parent_incident", ""));
    fields.add(
        problem == null
            ? Field.text("problem_id", "")
            : Field.reference("problem_id", "problem", problem.sysId(), problem.number()));
    fields.add(Field.text("comments", ""));
    fields.add(Field.text("work_notes", ""));
    return fields;
  }

  private void addClassification(List<Field> fields) {
    int priority = ticket.priority();
    fields.add(choice("impact", IMPACT[priority], IMPACTS));
    fields.add(choice("urgency", URGENCY[priority], IMPACTS));
    fields.add(choice("priority", priority, PRIORITIES));
    fields.add(choice("severity", 3, IMPACTS));
    fields.add(
        Field.choice(
            "major_incident_state", MAJOR[priority].toLowerCase(Locale.ROOT), MAJOR[priority]));
    fields.add(Field.choice("category", "software", "Software"));
    fields.add(Field.text("subcategory", ""));
    boolean byPhone = "phone".equals(ticket.contactType());
    fields.add(
        Field.choice("contact_type", ticket.contactType(), byPhone ? "Phone" : "Integration"));
    fields.add(Field.text("short_description", ticket.shortDescription()));
    fields.add(Field.text("description", ticket.description()));
  }

  private void addPeopleAndPlaces(List<Field> fields) {
    Service service = incident.service();
    Person assignee = ticket.assignee();
    fields.add(
        Field.reference("business_service", "cmdb_ci_service", service.sysId(), service.name()));
    fields.add(Field.reference("cmdb_ci", "cmdb_ci", service.sysId(), service.name()));
    fields.add(
        Field.reference(
            "assignment_group", "sys_user_group", service.groupSysId(), service.groupName()));
    fields.add(
        state == State.NEW
            ? Field.text("assigned_to", "")
            : Field.reference("assigned_to", "sys_user", assignee.sysId(), assignee.name()));
    fields.add(
        Field.reference(
            "caller_id",
            "sys_user",
            Seeds.hex32(Seeds.mix(41, incident.tenant().name())),
            "Service desk " + incident.tenant().name()));
    fields.add(
        Field.count("reassignment_count", state == State.NEW ? 0 : ticket.reassignmentCount()));
  }

  private void addTimes(List<Field> fields) {
    boolean byPhone = "phone".equals(ticket.contactType());
    String creator = byPhone ? "service.desk" : INTEGRATION_USER;
    fields.add(Field.time("opened_at", ticket.openedSecond()));
    fields.add(Field.time("sys_created_on", ticket.openedSecond()));
    fields.add(Field.text("sys_created_by", creator));
    fields.add(Field.time("sys_updated_on", updated));
    fields.add(
        Field.text(
            "sys_updated_by",
            state == State.NEW
                ? creator
                : state == State.CLOSED ? "system" : ticket.assignee().login()));
    fields.add(Field.count("sys_mod_count", changeCount));
    fields.add(Field.time("resolved_at", resolved));
    fields.add(Field.time("closed_at", closed));
    fields.add(Field.time("u_impact_start", isDone() ? ticket.impactStartSecond() : null));
    fields.add(Field.time("u_mitigated_at", isDone() ? ticket.mitigatedSecond() : null));
    fields.add(Field.time("sla_due", null));
    fields.add(
        Field.duration(
            "calendar_duration", closed == null ? null : closed - ticket.openedSecond()));
    fields.add(
        Field.text(
            "calendar_stc",
            resolved == null ? "" : Long.toString(resolved - ticket.openedSecond())));
  }

  private void addResolution(List<Field> fields) {
    Person assignee = ticket.assignee();
    boolean done = isDone();
    fields.add(
        resolved == null
            ? Field.text("resolved_by", "")
            : Field.reference("resolved_by", "sys_user", assignee.sysId(), assignee.name()));
    fields.add(
        closed == null
            ? Field.text("closed_by", "")
            : Field.reference("closed_by", "sys_user", assignee.sysId(), assignee.name()));
    fields.add(Field.text("close_code", done ? ticket.closeCode() : ""));
    fields.add(Field.text("close_notes", done ? ticket.closeNotes() : ""));
    fields.add(Field.count("reopen_count", reopenCount));
    long until = resolved != null ? resolved : closed != null ? closed : asOf;
    fields.add(
        Field.text(
            "made_sla", Boolean.toString(until - ticket.openedSecond() <= ticket.slaSeconds())));
  }

  private boolean isDone() {
    return resolved != null || closed != null;
  }

  private Field causedBy() {
    Deployment cause = ticket.causedBy();
    return cause == null || resolved == null
        ? Field.text("caused_by", "")
        : Field.reference("caused_by", "change_request", cause.sysId(), cause.number());
  }

  private static Field choice(String name, int value, String[] displays) {
    return Field.choice(name, Integer.toString(value), displays[value]);
  }
}
