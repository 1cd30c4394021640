package dev.aftermath.jobs.domain.draft;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of an incident, one a row with where it comes from; what nobody knows has no row. */
final class DraftFacts {
  private final Dossier dossier;
  private final LakeRow facts;
  private final List<List<String>> rows = new ArrayList<>();

  private DraftFacts(Dossier dossier) {
    this.dossier = dossier;
    this.facts = dossier.facts();
  }

  static DraftTable of(Dossier dossier) {
    DraftFacts facts = new DraftFacts(dossier);
    facts.names();
    facts.times();
    facts.durations();
    facts.counts();
    facts.references();
    facts.duty();
    return new DraftTable(List.of("What", "Value", "Source"), facts.rows);
  }

  private void names() {
    add("Incident", facts.name("incident_id"), "incident_facts");
    String page = facts.text("pagerduty_key");
    String number = facts.text("pagerduty_number");
    if (page != null) {
      add("Page", (number == null ? "" : "#" + number + ", ") + page, "pagerduty " + page);
    }
    fact("Ticket", "servicenow_number");
    String rule = facts.text("match_rule");
    if (rule != null) {
      add(
          "Page and ticket are one by",
          Told.words(rule) + ", " + Told.text(facts.text("match_evidence")),
          "incident_facts.match_rule");
    }
    if (!"counted".equals(facts.text("population"))) {
      add("Counted by KPIs", "no: " + facts.text("population"), "incident_facts.population");
      LakeRow incident = dossier.only("incidents");
      add("Merged into", incident == null ? null : incident.text("merged_into"), "incidents");
    }
    fact("Service", "service");
    fact("Tenant", "tenant");
    fact("Team", "team");
    fact("Priority", "priority");
    if (facts.is("major")) {
      add("Major incident", "yes", "incident_facts.major");
    }
  }

  private void times() {
    time("Impact began", "impact_start_at", facts.text("impact_start_source"));
    time("First alert began", "first_alert_at", null);
    time("Opened", "opened_at", facts.text("opened_basis"));
    time("Somebody was first called", "first_notified_at", null);
    time("First acknowledged by a human", "first_human_acknowledged_at", doubts());
    time("Mitigated", "mitigated_at", facts.text("mitigated_source"));
    time("Resolved", "resolved_at", resolution());
    time("Closed", "closed_at", null);
  }

  private void durations() {
    duration("Time to acknowledge", "time_to_acknowledge_seconds", null);
    duration("Time to mitigate", "time_to_mitigate_seconds", null);
    duration(
        "Time to restore",
        "time_to_restore_seconds",
        "from " + facts.text("restore_start_basis") + " to " + facts.text("restore_end_basis"));
    duration("Time to resolve", "time_to_resolve_seconds", null);
  }

  private @Nullable String doubts() {
    List<String> doubts = facts.texts("acknowledgement_doubts");
    return doubts.isEmpty()
        ? null
        : "doubtful: " + String.join(", ", doubts.stream().map(Told::words).toList());
  }

  private @Nullable String resolution() {
    String basis = facts.text("resolved_basis");
    String by = facts.text("resolver_class");
    if (basis == null) {
      return null;
    }
    return Told.words(basis) + (by == null ? "" : ", by " + by);
  }

  private void counts() {
    count("Responders", "responder_count");
    count("Escalations", "escalation_count");
    count("Times reassigned", "reassignment_count");
    count("Times reopened", "reopened_count");
    count("Pages merged into it", "merged_child_count");
    count("Tickets below it", "child_count");
  }

  private void references() {
    add("What the record says of the cause", facts.text("cause_text"), "incident_facts.cause_text");
    LakeRow incident = dossier.only("incidents");
    if (incident != null) {
      add("Problem record", incident.text("problem_reference"), "incidents.problem_reference");
      add("Runbook", incident.text("runbook_reference"), "incidents.runbook_reference");
    }
    fact("Change that it names", "change_reference");
  }

  private void duty() {
    LakeRow duty = dossier.only("postmortem_duties");
    if (duty != null) {
      Instant due = duty.instant("due_at");
      add(
          "A postmortem is asked for",
          Told.words(duty.text("required_because"))
              + (due == null ? "" : ", due " + Told.time(due))
              + ", "
              + Told.words(duty.text("state")),
          "postmortem_duties");
    }
    for (LakeRow postmortem : dossier.all("postmortems")) {
      String status = postmortem.text("status");
      add(
          "There is a postmortem already",
          postmortem.name("path") + (status == null ? "" : ", " + status),
          postmortem.name("source") + " " + postmortem.name("postmortem_key"));
    }
  }

  private void fact(String what, String column) {
    add(what, facts.text(column), "incident_facts." + column);
  }

  private void count(String what, String column) {
    if (facts.count(column) > 0) {
      add(what, String.valueOf(facts.count(column)), "incident_facts." + column);
    }
  }

  private void time(String what, String column, @Nullable String basis) {
    Instant at = facts.instant(column);
    if (at != null) {
      add(
          what,
          Told.time(at) + (basis == null ? "" : " (" + basis.replace('_', ' ') + ")"),
          "incident_facts." + column);
    }
  }

  private void duration(String what, String column, @Nullable String basis) {
    Long seconds = facts.number(column);
    if (seconds != null) {
      add(
          what,
          Told.duration(seconds) + (basis == null ? "" : ", " + basis),
          "incident_facts." + column);
    }
  }

  private void add(String what, @Nullable String value, String source) {
    if (value != null && !value.isBlank()) {
      rows.add(List.of(what, value, source));
    }
  }
}
