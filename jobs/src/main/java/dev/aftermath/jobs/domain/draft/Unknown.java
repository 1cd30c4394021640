package dev.aftermath.jobs.domain.draft;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that the data may not say of an incident.
 *
 * <p>Questions hold fixed words only, for the reason that {@link DraftSection} gives.
 *
 * @param isOpen whether it does not
 * @param question what a person is asked then
 * @param basis what is missing, and where
 */
record Unknown(Predicate<Dossier> isOpen, String question, String basis) {
  /** By these, page and ticket are one beyond doubt: one of them names the other. */
  private static final Set<String> SURE_MATCHES =
      Set.of("ticket_names_page", "page_names_ticket", "correlation_id", "number_mentioned");

  /** In the order in which they are asked. */
  static final List<Unknown> ALL =
      List.of(
          new Unknown(
              dossier -> !dossier.all("postmortems").isEmpty(),
              "Is this draft needed?",
              "there is a postmortem of the incident already"),
          new Unknown(
              dossier -> !"counted".equals(dossier.facts().text("population")),
              "Is this the record that a postmortem is to be about?",
              "incident_facts.population says that it is not counted"),
          states(
              "match_state",
              "only_pagerduty",
              "Which ticket is about it?",
              "only the paging system has a record that is matched with it"),
          states(
              "match_state",
              "only_servicenow",
              "Was anybody paged?",
              "only the ticket system has a record that is matched with it"),
          new Unknown(
              dossier -> isDoubtfulMatch(dossier.facts().text("match_rule")),
              "Are the page and the ticket the same incident?",
              "neither names the other: they were matched by nearness"),
          flagged(
              "match_ambiguous",
              "Which of several records is about it?",
              "incident_facts.flags has match_ambiguous"),
          noText("service", "Which service was it?"),
          noText("tenant", "Whom of the tenants did it hurt?"),
          noText("priority", "How urgent was it?"),
          noText("impact", "How great was its impact?"),
          noInstant("impact_start_at", "When did customers begin to feel it?"),
          noInstant("opened_at", "When was it opened?"),
          noInstant("mitigated_at", "When did customers no longer feel it?"),
          new Unknown(
              dossier -> dossier.facts().is("is_open"),
              "When is it over?",
              "it is still open as of the evaluation"),
          new Unknown(
              dossier -> !dossier.facts().is("is_open") && lacks(dossier, "resolved_at"),
              "When was it resolved?",
              "incident_facts.resolved_at is empty"),
          states(
              "resolver_class",
              "timeout",
              "When was the trouble over?",
              "a timeout resolved it, which says nothing of the trouble"),
          states(
              "resolver_class",
              "merge",
              "When was the trouble over?",
              "it was merged, which says nothing of the trouble"),
          flagged(
              "_before_",
              "Which of its times are wrong?",
              "incident_facts.flags has one that lies before another that it must follow"),
          new Unknown(
              dossier -> lacks(dossier, "first_human_acknowledged_at"),
              "Who looked at it first, and when?",
              "no acknowledgement by a human is known"),
          new Unknown(
              Unknown::isAcknowledgedByNobodyKnown,
              "Was it a human who acknowledged it?",
              "the log has an acknowledgement and does not tell by whom"),
          new Unknown(
              dossier -> !dossier.facts().texts("acknowledgement_doubts").isEmpty(),
              "Did the acknowledgement mean that somebody looked at it?",
              "incident_facts.acknowledgement_doubts has reasons for doubt"),
          new Unknown(
              dossier -> dossier.facts().count("alert_count") == 0,
              "How was it noticed?",
              "no alert is linked to it"),
          notTold(
              "first_customer_update_at",
              "Were customers told?",
              "the contract of operations asks for a notice, and none is known"),
          notTold(
              "first_stakeholder_update_at",
              "Were stakeholders told?",
              "the contract of operations asks for an update, and none is known"),
          new Unknown(
              dossier ->
                  dossier.all("paperwork_gaps").isEmpty()
                      && dossier.all("budget_attribution").isEmpty(),
              "Which objective did it hurt?",
              "no SLO that was measured meanwhile concerns it"),
          new Unknown(
              Unknown::isSeenByNoSli,
              "What did customers see?",
              "no SLI was below its target while the incident was open"),
          noText("cause_text", "What was wrong?"),
          new Unknown(
              dossier ->
                  dossier.facts().text("change_reference") != null
                      && dossier.all("changes").isEmpty(),
              "Which change does the record name?",
              "no change with that number was read"),
          new Unknown(
              dossier -> dossier.only("postmortem_duties") == null,
              "Is a postmortem wanted?",
              "the settings ask for none of this incident"));

  private static Unknown states(String column, String word, String question, String basis) {
    return new Unknown(dossier -> word.equals(dossier.facts().text(column)), question, basis);
  }

  private static Unknown flagged(String part, String question, String basis) {
    return new Unknown(
        dossier -> dossier.facts().texts("flags").stream().anyMatch(flag -> flag.contains(part)),
        question,
        basis);
  }

  private static Unknown noText(String column, String question) {
    return new Unknown(
        dossier -> dossier.facts().text(column) == null,
        question,
        "incident_facts." + column + " is empty");
  }

  private static Unknown noInstant(String column, String question) {
    return new Unknown(
        dossier -> lacks(dossier, column), question, "incident_facts." + column + " is empty");
  }

  /** What the contract wants, and what is not known to have been done. */
  private static Unknown notTold(String column, String question, String basis) {
    return new Unknown(
        dossier -> {
          LakeRow updates = dossier.only("incident_updates");
          boolean isKnown = updates != null && updates.instant(column) != null;
          return !isKnown
              && dossier.all("contract_findings").stream()
                  .anyMatch(finding -> column.equals(finding.text("missing_field")));
        },
        question,
        basis);
  }

  private static boolean lacks(Dossier dossier, String instant) {
    return dossier.facts().instant(instant) == null;
  }

  private static boolean isDoubtfulMatch(@Nullable String rule) {
    return rule != null && !SURE_MATCHES.contains(rule);
  }

  private static boolean isAcknowledgedByNobodyKnown(Dossier dossier) {
    LakeRow incident = dossier.only("incidents");
    return incident != null
        && incident.rows("events").stream()
            .anyMatch(
                event ->
                    "ACKNOWLEDGED".equals(event.text("kind"))
                        && "UNKNOWN".equals(event.text("actor_kind")));
  }

  private static boolean isSeenByNoSli(Dossier dossier) {
    List<LakeRow> gaps = dossier.all("paperwork_gaps");
    return !gaps.isEmpty() && gaps.stream().allMatch(gap -> gap.count("bad_seconds") == 0);
  }
}
