package dev.aftermath.jobs.domain.incident;

/**
 * The fields of an incident that every source is mapped to; the column keys of {@code fields} in
 * bronze. A field that the source does not state is absent, never empty.
 *
 * <p>Instants are ISO-8601 in UTC, counts and seconds are decimal integers, flags are {@code true}
 * or {@code false}.
 */
public enum IncidentField {
  /** The number people say aloud, such as INC0010002 or 4711. */
  NUMBER,
  /** The source's own id of the record where its key is another, such as a sys_id. */
  NATIVE_ID,
  TITLE,
  /** What the record says at length; read for the numbers of other records and never passed on. */
  DESCRIPTION,
  SERVICE,
  TENANT,
  TEAM,
  /** A digit; 1 is the most urgent. */
  PRIORITY,
  /** 1 high, 2 medium, 3 low. */
  URGENCY,
  /** 1 high, 2 medium, 3 low. */
  IMPACT,
  /** An {@link IncidentState}. */
  STATE,
  /** The state in the source's own word, for the reader who must find it there. */
  STATE_AS_WRITTEN,
  MONITORING_ID,
  /** Of an alert: how bad its rule holds it to be, in the source's own word. */
  SEVERITY,
  /**
   * What alerts about the same trouble have in common: they join one incident, or fire it anew. Of
   * an alert: the key of the group that it was notified with.
   */
  DEDUPLICATION_KEY,
  /** When customers began to feel it, as a human wrote it. */
  IMPACT_START_AT,
  OPENED_AT,
  /** When customers no longer felt it, though the work may have gone on. */
  MITIGATED_AT,
  RESOLVED_AT,
  CLOSED_AT,
  /** A sentence about the root cause, as a human wrote it. */
  CAUSE_TEXT,
  CAUSE_CODE,
  CATEGORY,
  CHANGE_REFERENCE,
  PROBLEM_REFERENCE,
  /** The native id of the same incident in the other system. */
  EXTERNAL_REFERENCE,
  /** The native id of the incident this one was merged into. */
  MERGED_INTO,
  PARENT,
  REOPEN_COUNT,
  REASSIGNMENT_COUNT,
  MADE_SLA,
  MAJOR,
  /** {@code incident}, {@code test}, {@code drill} or {@code maintenance}. */
  INCIDENT_KIND,
  /** An {@link ActorKind}. */
  RESOLVED_BY,
  /** As an aggregate export states it, when no event says when. */
  ACKNOWLEDGED_AFTER_SECONDS,
  RESOLVED_AFTER_SECONDS,
  /** Of a change: {@code standard}, {@code normal} or {@code emergency}. */
  CHANGE_TYPE,
  /** Of a change: whether it was approved, in the source's own word. */
  APPROVAL,
  /** Of a change: the group that approved it; never a person. */
  APPROVER,
  /** Of a change: when it was approved. */
  APPROVED_AT,
  /** Of a change: how it is rolled out, such as {@code canary}. */
  DEPLOYMENT_STRATEGY,
  PLANNED_START_AT,
  PLANNED_END_AT,
  /** Of a change: when the work on it began. */
  START_AT,
  /** Of a change: when the work on it ended. */
  END_AT,
  /**
   * Of a change or a problem: how it ended, in the source's own word, such as {@code successful}.
   */
  CLOSE_CODE,
  /** Of a notice or a maintenance window: the names of what it concerns, one a line. */
  COMPONENTS,
  /**
   * Of a notice: {@code none}, {@code minor}, {@code major}, {@code critical}, {@code maintenance}.
   */
  NOTICE_IMPACT,
  /** Of a change: the policy that it was approved under. */
  GOVERNANCE_POLICY,
  /** Of a change: the person who implements it; leaves bronze as a pseudonym only. */
  IMPLEMENTER,
  /** Of a change: the person who approved it; leaves bronze as a pseudonym only. */
  APPROVED_BY,
  /** The runbook that it was handled by: its id, path or address. */
  RUNBOOK_REFERENCE,
  /** The id by which other tables of the same source refer to it, where that is not its key. */
  INTERNAL_ID,
  /** Of an update: {@code stakeholder} or {@code internal}. */
  AUDIENCE,
  /** Of a runbook: who keeps it. */
  OWNER,
  /**
   * Of a runbook: the sections it has, one a line: name, line number, and {@code empty} where
   * nothing stands below the heading.
   */
  SECTIONS,
  /** Of a runbook: when it was last looked through. */
  REVIEWED_AT,
  /** Of a deployment: when the oldest commit that it brings was made. */
  COMMITTED_AT,
  /** Of a task SLA: the number of the ticket it is about. Its title is that of the SLA. */
  TASK,
  /** Of a task SLA: {@code response} or {@code resolution}. */
  SLA_TARGET,
  /**
   * Of a task SLA: {@code in_progress}, {@code paused}, {@code completed}, {@code cancelled} or
   * {@code breached}, which older engines say of one that goes on after its time.
   */
  SLA_STAGE,
  /** Of a task SLA: when its time is over, pauses allowed for. */
  BREACH_AT,
  /** Of a task SLA: when its time would have been over without a pause. */
  ORIGINAL_BREACH_AT,
  /** Of a task SLA: around the clock, without pauses. */
  ELAPSED_SECONDS,
  /** Of a task SLA: in the hours of its schedule, without pauses. */
  BUSINESS_ELAPSED_SECONDS,
  PAUSED_SECONDS,
  /** Of a task SLA: the part of its pauses that lies in the hours of its schedule. */
  BUSINESS_PAUSED_SECONDS,
  /** Of a task SLA: a decimal number; 100 is all of its time, around the clock. */
  ELAPSED_PERCENT,
  /** Of a task SLA: a decimal number; 100 is all of its time, in the hours of its schedule. */
  BUSINESS_ELAPSED_PERCENT,
  /** Of a task SLA: whether its source says that it took too long. */
  BREACHED,
  /**
   * Of a task SLA: the name of the calendar by which its time runs; of a shift, that of its rota.
   */
  SCHEDULE,
  /** Of a shift: the name of the escalation policy it is a shift of. */
  ESCALATION_POLICY,
  /** Of a shift: 1 for those who are told first. */
  ESCALATION_LEVEL,
  /** Of a task SLA: the IANA zone of its schedule. */
  ZONE,
  /** Of a postmortem: what happened, in short. */
  SUMMARY,
  /** Of a postmortem: whom it hurt and how, in words. */
  IMPACT_TEXT,
  /** Of a postmortem: what set it off. */
  TRIGGER,
  /** Of a postmortem: how it was noticed. */
  DETECTION,
  /** Of a postmortem: where in the document its cause was found. */
  CAUSE_BASIS,
  /** Of a postmortem: a JSON array of texts. */
  CONTRIBUTING_FACTORS,
  /**
   * Of a postmortem: a JSON array of objects with {@code at}, {@code written}, {@code text}, {@code
   * basis}, {@code flaw} and {@code line}.
   */
  TIMELINE,
  /**
   * Of a postmortem: a JSON array of objects with {@code text}, {@code owner}, {@code due_on},
   * {@code state}, {@code state_basis}, {@code closed_on}, {@code tracker} and {@code line}.
   */
  ACTION_ITEMS,
  /** Of a postmortem: one a line, {@code stated} or {@code mentioned} and the number or key. */
  INCIDENT_REFERENCES,
  /** Of a postmortem: who wrote it; leaves bronze as a pseudonym only. */
  AUTHOR,
  /** Of a postmortem: when it was finished. */
  COMPLETED_AT
}
