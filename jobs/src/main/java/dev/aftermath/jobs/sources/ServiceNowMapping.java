package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings records of ServiceNow's tables of {@link ServiceNowTask} into our words.
 *
 * <p>The key is the number, under which a ticket is known to its event log, its exports and people
 * alike; the {@code sys_id} stays in the body.
 */
final class ServiceNowMapping implements ServiceNowTable {
  /** Classes of task; a record of another one than the file's is evidently in the wrong place. */
  private static final Set<String> CLASSES =
      Set.of(
          "incident",
          "change_request",
          "problem",
          "problem_task",
          "change_task",
          "incident_task",
          "sc_request",
          "sc_req_item",
          "sc_task",
          "kb_submission",
          "sys_attachment");

  private static final Map<IncidentField, List<String>> COMMON = common();
  private static final Map<IncidentField, List<String>> INCIDENT = incident();
  private static final Map<IncidentField, List<String>> CHANGE = change();
  private static final Map<IncidentField, List<String>> PROBLEM = problem();
  private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

  private final Reading reading;
  private final ServiceNowTask task;
  private final Map<IncidentField, List<String>> places;
  private boolean idsWereTold;

  ServiceNowMapping(Reading reading) {
    this.reading = reading;
    this.task = ServiceNowTask.of(reading.settings().recordKind());
    this.places = new LinkedHashMap<>(COMMON);
    places.putAll(
        switch (task) {
          case INCIDENT -> INCIDENT;
          case CHANGE -> CHANGE;
          case PROBLEM -> PROBLEM;
        });
    reading
        .settings()
        .fields()
        .forEach(
            (word, place) -> {
              IncidentField field = FieldValues.named(word);
              if (field != null) {
                places.put(field, List.of(place));
              }
            });
  }

  @Override
  public String name() {
    return task.table();
  }

  @Override
  public String identifyingField() {
    return "number";
  }

  @Override
  public RawRecord map(ServiceNowRecord record) throws BadRecordException {
    checkClass(record.field("sys_class_name").stored());
    String number = reading.present(record.field("number").stored());
    if (number == null) {
      throw BadRecordException.missing("number");
    }
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.NUMBER, number);
    for (Map.Entry<IncidentField, List<String>> place : places.entrySet()) {
      put(draft, record, place.getKey(), place.getValue());
    }
    putState(draft, record.field("state"), record.field("incident_state"));
    if (task == ServiceNowTask.INCIDENT) {
      putMajor(draft, record.field("major_incident_state").stored());
      PagerDuty.putKind(draft, draft.stated(IncidentField.TITLE), null);
    }
    return draft.finish(
        record.position(), number, record.versionAt(), record.changeCount(), record.body());
  }

  private void checkClass(@Nullable String name) throws BadRecordException {
    String className = name == null ? "" : name;
    if (CLASSES.contains(className) && !className.equals(task.table())) {
      throw new BadRecordException(
          DefectKind.WRONG_FORMAT,
          "sys_class_name",
          "the record is of the table " + className + ", not about " + task.words(),
          "Check record_kind for these files in conf/sources, or leave them out.");
    }
  }

  private void put(
      RecordDraft draft, ServiceNowRecord record, IncidentField field, List<String> names)
      throws BadRecordException {
    for (String name : names) {
      ServiceNowValue value = record.field(name);
      if (draft.stated(field) != null || value.stored() == null) {
        continue;
      }
      if (FieldValues.isInstant(field)) {
        draft.put(field, name, value.stored(), record.times(name, value));
      } else {
        draft.put(field, name, text(field, name, value));
      }
    }
  }

  private @Nullable String text(IncidentField field, String name, ServiceNowValue value) {
    return switch (field) {
      case SERVICE, TEAM, TENANT, APPROVER -> named(name, value);
      case CHANGE_REFERENCE, PROBLEM_REFERENCE, PARENT, CAUSE_CODE, CATEGORY, RUNBOOK_REFERENCE ->
          value.shown();
      default -> value.stored();
    };
  }

  /** A reference by its name; by its id only when the export holds no name. */
  private @Nullable String named(String name, ServiceNowValue value) {
    String shown = value.shown();
    if (!idsWereTold && shown != null && SYS_ID.matcher(shown).matches()) {
      // One warning a file: the remedy is the same for all of its references.
      idsWereTold = true;
      reading.warnOnce(
          name
              + " holds ids without names; export with sysparm_display_value=all, or map another"
              + " field in conf/sources.");
    }
    return shown;
  }

  private void putState(RecordDraft draft, ServiceNowValue state, ServiceNowValue older) {
    ServiceNowValue written = state.stored() == null ? older : state;
    String shown = reading.present(written.shown());
    String stored = reading.present(written.stored());
    if (shown == null || stored == null) {
      return;
    }
    IncidentState declared = reading.declaredState(shown);
    declared = declared == null ? reading.declaredState(stored) : declared;
    IncidentState known = declared != null ? declared : ServiceNowStates.of(stored, shown, task);
    draft.putState(known == null ? reading.unknownState(shown) : known, shown);
  }

  private static void putMajor(RecordDraft draft, @Nullable String state) {
    if (state != null) {
      draft.put(IncidentField.MAJOR, Boolean.toString(state.equalsIgnoreCase("accepted")));
    }
  }

  private static Map<IncidentField, List<String>> common() {
    Map<IncidentField, List<String>> places = new LinkedHashMap<>();
    places.put(IncidentField.TITLE, List.of("short_description"));
    places.put(IncidentField.SERVICE, List.of("u_service", "business_service", "cmdb_ci"));
    places.put(IncidentField.TENANT, List.of("u_tenant", "company"));
    places.put(IncidentField.TEAM, List.of("assignment_group"));
    places.put(IncidentField.PRIORITY, List.of("priority"));
    places.put(IncidentField.IMPACT, List.of("impact"));
    places.put(IncidentField.CATEGORY, List.of("category"));
    places.put(IncidentField.OPENED_AT, List.of("opened_at", "sys_created_on"));
    places.put(IncidentField.CLOSED_AT, List.of("closed_at"));
    places.put(IncidentField.EXTERNAL_REFERENCE, List.of("correlation_id"));
    return places;
  }

  private static Map<IncidentField, List<String>> incident() {
    Map<IncidentField, List<String>> places = new LinkedHashMap<>();
    places.put(IncidentField.NATIVE_ID, List.of("sys_id"));
    places.put(IncidentField.DESCRIPTION, List.of("description"));
    places.put(IncidentField.URGENCY, List.of("urgency"));
    places.put(IncidentField.IMPACT_START_AT, List.of("u_impact_start"));
    places.put(IncidentField.MITIGATED_AT, List.of("u_mitigated_at"));
    places.put(IncidentField.MONITORING_ID, List.of("u_monitoring_id"));
    places.put(IncidentField.RESOLVED_AT, List.of("resolved_at"));
    places.put(IncidentField.CAUSE_TEXT, List.of("close_notes"));
    places.put(IncidentField.CAUSE_CODE, List.of("close_code"));
    places.put(IncidentField.CHANGE_REFERENCE, List.of("caused_by", "rfc"));
    places.put(IncidentField.PROBLEM_REFERENCE, List.of("problem_id"));
    places.put(IncidentField.PARENT, List.of("parent_incident"));
    places.put(IncidentField.REOPEN_COUNT, List.of("reopen_count"));
    places.put(IncidentField.REASSIGNMENT_COUNT, List.of("reassignment_count"));
    places.put(IncidentField.MADE_SLA, List.of("made_sla"));
    places.put(IncidentField.RUNBOOK_REFERENCE, List.of("u_runbook"));
    places.put(IncidentField.INTERNAL_ID, List.of("sys_id"));
    return places;
  }

  private static Map<IncidentField, List<String>> problem() {
    Map<IncidentField, List<String>> places = new LinkedHashMap<>();
    places.put(IncidentField.RESOLVED_AT, List.of("resolved_at"));
    // The label of a list's column is taken for that of an incident's field.
    places.put(IncidentField.CLOSE_CODE, List.of("resolution_code", "close_code"));
    places.put(IncidentField.INTERNAL_ID, List.of("sys_id"));
    return places;
  }

  private static Map<IncidentField, List<String>> change() {
    Map<IncidentField, List<String>> places = new LinkedHashMap<>();
    places.put(IncidentField.PLANNED_START_AT, List.of("start_date"));
    places.put(IncidentField.PLANNED_END_AT, List.of("end_date"));
    places.put(IncidentField.START_AT, List.of("work_start"));
    places.put(IncidentField.END_AT, List.of("work_end"));
    places.put(IncidentField.CHANGE_TYPE, List.of("type"));
    places.put(IncidentField.APPROVAL, List.of("approval"));
    places.put(IncidentField.APPROVER, List.of("u_approval_group"));
    places.put(IncidentField.APPROVED_AT, List.of("approval_set"));
    places.put(IncidentField.CLOSE_CODE, List.of("close_code"));
    places.put(IncidentField.DEPLOYMENT_STRATEGY, List.of("u_deployment_strategy"));
    places.put(IncidentField.GOVERNANCE_POLICY, List.of("u_governance_policy"));
    places.put(IncidentField.IMPLEMENTER, List.of("assigned_to"));
    places.put(IncidentField.APPROVED_BY, List.of("u_approved_by"));
    places.put(IncidentField.COMMITTED_AT, List.of("u_committed_at"));
    places.put(IncidentField.INTERNAL_ID, List.of("sys_id"));
    return places;
  }
}
