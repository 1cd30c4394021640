package dev.aftermath.jobs.domain.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What rules can be about, and what they can ask of it. */
public enum SubjectKind {
  /** An incident, as its ticket states it. */
  INCIDENT(
      List.of(
          "category",
          "cause_code",
          "cause_text",
          "change_reference",
          "impact",
          "major",
          "match_state",
          "monitoring_id",
          "population",
          "priority",
          "problem_reference",
          "runbook_reference",
          "service",
          "team",
          "tenant",
          "title",
          "urgency"),
      List.of("opened_at", "first_human_acknowledged_at", "resolved_at", "closed_at"),
      List.of("runbook_reference")),
  /** A change; persons are known by pseudonyms that hold for one change only. */
  CHANGE(
      List.of(
          "approval",
          "approver",
          "approver_pseudonym",
          "category",
          "change_type",
          "deployment_strategy",
          "governance_policy",
          "implementer_pseudonym",
          "number",
          "service",
          "state",
          "system",
          "team",
          "tenant",
          "title"),
      List.of(
          "opened_at",
          "approved_at",
          "planned_start_at",
          "planned_end_at",
          "start_at",
          "end_at",
          "closed_at"),
      List.of()),
  /** A runbook: its sections count as stated where they are not empty. */
  RUNBOOK(
      List.of(
          "owner", "preconditions", "rollback", "service", "steps", "success_indicators", "title"),
      List.of("reviewed_at"),
      List.of()),
  /** What was told about an incident, and when. */
  UPDATE(
      List.of("major", "match_state", "population", "priority", "service", "tenant"),
      List.of(
          "opened_at", "resolved_at", "first_stakeholder_update_at", "first_customer_update_at"),
      List.of()),
  /** An incident that asks for a postmortem, and how it stands with that. */
  POSTMORTEM_DUTY(
      List.of("duty_state", "postmortem", "priority", "service", "tenant", "title"),
      List.of("opened_at", "resolved_at", "due_at", "completed_at"),
      List.of()),
  /** A postmortem: a section counts as stated where anything is written in it. */
  POSTMORTEM(
      List.of(
          "action_items",
          "approver_pseudonym",
          "author_pseudonym",
          "cause",
          "detection",
          "impact",
          "incident",
          "service",
          "status",
          "summary",
          "tenant",
          "timeline",
          "title",
          "trigger"),
      List.of("started_at", "ended_at", "completed_at"),
      List.of()),
  /** An action item of a postmortem; {@code open_at} is until when it is known to be open. */
  ACTION_ITEM(
      List.of("incident", "owner", "service", "state", "tenant", "title", "tracker"),
      List.of("written_at", "stated_due_at", "due_at", "open_at", "closed_at"),
      List.of());

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> texts;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> instants;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> references;

  SubjectKind(List<String> texts, List<String> instants, List<String> references) {
    this.texts = texts;
    this.instants = instants;
    this.references = references;
  }

  /** The word in rules and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether weeks of such subjects are not to be compared: they are told as they are now, since the
   * older ones had more time to break a rule, or have no time of their own.
   */
  public boolean isAsItIsNow() {
    return this == RUNBOOK || this == ACTION_ITEM;
  }

  /** The kind a word names; empty when it names none. */
  public static Optional<SubjectKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** The fields that hold text. */
  public List<String> texts() {
    return texts;
  }

  /** The fields that hold an instant. */
  public List<String> instants() {
    return instants;
  }

  /** The fields that name something else which may have been read. */
  public List<String> references() {
    return references;
  }

  /** All fields. */
  public Set<String> fields() {
    Set<String> fields = new TreeSet<>(texts);
    fields.addAll(instants);
    return fields;
  }
}
