package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.aftermath.jobs.simulate.LogEntry.Actor;
import dev.aftermath.jobs.simulate.Page.Resolution;
import dev.aftermath.jobs.simulate.Page.Status;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Incidents and log entries as the PagerDuty REST API v2 shows them. */
final class PagerDutyJson {

  private static final String API = "https://api.pagerduty.com/";
  private static final String WEB = "https://aftermath-demo.pagerduty.com/";

  private PagerDutyJson() {}

  /** Writes the incident as it stood just before the moment. */
  static void incident(JsonGenerator json, Incident incident, Page page, long asOf)
      throws IOException {
    Service service = incident.service();
    Status status = page.statusBefore(asOf);
    LogEntry lastChange = page.lastStatusChangeBefore(asOf);
    LogEntry last = page.lastBefore(asOf);
    long changed = lastChange == null ? page.createdSecond() : lastChange.second();
    json.writeStartObject();
    json.writeNumberField("incident_number", page.number());
    json.writeStringField("title", page.title());
    json.writeStringField("description", page.title());
    json.writeStringField("created_at", Json.instant(page.createdSecond()));
    json.writeStringField(
        "updated_at", Json.instant(last == null ? page.createdSecond() : last.second()));
    json.writeStringField("status", status.name().toLowerCase(Locale.ROOT));
    json.writeStringField("incident_key", page.deduplicationKey());
    reference(json, "service", service.pagerDutyId(), "service", service.name(), "services");
    assignments(json, page, status, asOf);
    json.writeStringField("assigned_via", "escalation_policy");
    json.writeStringField("last_status_change_at", Json.instant(changed));
    Json.string(json, "resolved_at", status == Status.RESOLVED ? Json.instant(changed) : null);
    triggerReference(json, page);
    alertCounts(json, status);
    json.writeBooleanField("is_mergeable", status != Status.RESOLVED);
    incidentType(json);
    reference(
        json,
        "escalation_policy",
        service.escalationPolicyId(),
        "escalation_policy",
        "Default " + service.team(),
        "escalation_policies");
    json.writeArrayFieldStart("teams");
    reference(json, null, service.teamId(), "team", service.team(), "teams");
    json.writeEndArray();
    Json.emptyArray(json, "pending_actions");
    acknowledgements(json, page, status, asOf);
    json.writeNullField("alert_grouping");
    lastStatusChangeBy(json, service, lastChange);
    json.writeNullField("priority");
    resolveReason(json, page, status);
    Json.emptyArray(json, "incidents_responders");
    Json.emptyArray(json, "responder_requests");
    customFields(json, page);
    externalReferences(json, page);
    json.writeStringField("urgency", incident.kind() == Incident.Kind.TEST ? "low" : "high");
    json.writeStringField("id", page.id());
    json.writeStringField("type", "incident");
    json.writeStringField("summary", summary(page));
    json.writeStringField("self", API + "incidents/" + page.id());
    json.writeStringField("html_url", WEB + "incidents/" + page.id());
    json.writeEndObject();
  }

  /** Writes one log entry of the page. */
  static void logEntry(JsonGenerator json, Service service, Page page, LogEntry entry, int ordinal)
      throws IOException {
    String id = entryId(page, ordinal);
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("type", entry.type().entryType());
    json.writeStringField("summary", summary(entry));
    json.writeStringField("self", API + "log_entries/" + id);
    Json.string(
        json,
        "html_url",
        entry.type() == LogEntry.Type.TRIGGER
            ? WEB + "incidents/" + page.id() + "/log_entries/" + id
            : null);
    // The log is sometimes a second ahead of the incident it belongs to.
    boolean ahead = entry.type() == LogEntry.Type.TRIGGER && page.key() % 10 == 0;
    json.writeStringField("created_at", Json.instant(entry.second() - (ahead ? 1 : 0)));
    agent(json, service, entry);
    json.writeObjectFieldStart("channel");
    boolean notifies = entry.type() == LogEntry.Type.NOTIFY;
    json.writeStringField("type", notifies ? "auto" : entry.channel());
    if (notifies) {
      json.writeObjectFieldStart("notification");
      json.writeStringField("type", entry.channel());
      json.writeStringField("status", "success");
      json.writeEndObject();
    }
    if (entry.type() == LogEntry.Type.SNOOZE) {
      json.writeNumberField("duration", Long.parseLong(String.valueOf(entry.note())));
    } else if (entry.note() != null) {
      json.writeStringField("summary", entry.note());
    }
    json.writeEndObject();
    reference(json, "service", service.pagerDutyId(), "service", service.name(), "services");
    reference(json, "incident", page.id(), "incident", summary(page), "incidents");
    json.writeArrayFieldStart("teams");
    reference(json, null, service.teamId(), "team", service.team(), "teams");
    json.writeEndArray();
    Json.emptyArray(json, "contexts");
    if (entry.type() == LogEntry.Type.NOTIFY && entry.person() != null) {
      reference(json, "user", entry.person().id(), "user", entry.person().name(), "users");
    }
    if (entry.type() == LogEntry.Type.ASSIGN && entry.person() != null) {
      json.writeArrayFieldStart("assignees");
      reference(json, null, entry.person().id(), "user", entry.person().name(), "users");
      json.writeEndArray();
    }
    if (entry.type() == LogEntry.Type.ANNOTATE) {
      json.writeStringField("note", entry.note());
    }
    json.writeObjectFieldStart("event_details");
    if (entry.type() == LogEntry.Type.TRIGGER) {
      json.writeStringField("description", page.title());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void assignments(JsonGenerator json, Page page, Status status, long asOf)
      throws IOException {
    json.writeArrayFieldStart("assignments");
    LogEntry last = null;
    for (LogEntry entry : page.entries()) {
      if (entry.second() < asOf && entry.type() == LogEntry.Type.ASSIGN) {
        last = entry;
      }
    }
    if (status != Status.RESOLVED && last != null && last.person() != null) {
      at(json, last, "assignee", last.person());
    }
    json.writeEndArray();
  }

  /**
   * Only while acknowledged: PagerDuty empties the list when a page is resolved or triggers again.
   */
  private static void acknowledgements(JsonGenerator json, Page page, Status status, long asOf)
      throws IOException {
    json.writeArrayFieldStart("acknowledgements");
    LogEntry last = page.lastStatusChangeBefore(asOf);
    if (status == Status.ACKNOWLEDGED && last != null && last.person() != null) {
      at(json, last, "acknowledger", last.person());
    }
    json.writeEndArray();
  }

  private static void at(JsonGenerator json, LogEntry entry, String role, Person person)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("at", Json.instant(entry.second()));
    reference(json, role, person.id(), "user", person.name(), "users");
    json.writeEndObject();
  }

  private static void triggerReference(JsonGenerator json, Page page) throws IOException {
    String id = entryId(page, 0);
    json.writeObjectFieldStart("first_trigger_log_entry");
    json.writeStringField("id", id);
    json.writeStringField("type", "trigger_log_entry_reference");
    json.writeStringField("summary", "Triggered through the API.");
    json.writeStringField("self", API + "log_entries/" + id);
    json.writeStringField("html_url", WEB + "incidents/" + page.id() + "/log_entries/" + id);
    json.writeEndObject();
  }

  private static void alertCounts(JsonGenerator json, Status status) throws IOException {
    json.writeObjectFieldStart("alert_counts");
    json.writeNumberField("all", 1);
    json.writeNumberField("triggered", status == Status.RESOLVED ? 0 : 1);
    json.writeNumberField("resolved", status == Status.RESOLVED ? 1 : 0);
    json.writeEndObject();
  }

  private static void incidentType(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("incident_type");
    json.writeStringField("name", "incident_default");
    json.writeEndObject();
  }

  private static void lastStatusChangeBy(
      JsonGenerator json, Service service, @Nullable LogEntry change) throws IOException {
    if (change != null && change.actor() == Actor.USER && change.person() != null) {
      reference(
          json,
          "last_status_change_by",
          change.person().id(),
          "user",
          change.person().name(),
          "users");
    } else {
      reference(
          json,
          "last_status_change_by",
          service.pagerDutyId(),
          "service",
          service.name(),
          "services");
    }
  }

  private static void resolveReason(JsonGenerator json, Page page, Status status)
      throws IOException {
    Page into = page.mergedInto();
    if (page.resolution() != Resolution.MERGE || status != Status.RESOLVED || into == null) {
      json.writeNullField("resolve_reason");
      return;
    }
    json.writeObjectFieldStart("resolve_reason");
    json.writeStringField("type", "merge_resolve_reason");
    reference(json, "incident", into.id(), "incident", summary(into), "incidents");
    json.writeEndObject();
  }

  private static void customFields(JsonGenerator json, Page page) throws IOException {
    json.writeArrayFieldStart("custom_fields");
    customField(json, "tenant", "Tenant", page.tenantField());
    customField(json, "monitoring_id", "Monitoring id", page.monitoringField());
    json.writeEndArray();
  }

  private static void externalReferences(JsonGenerator json, Page page) throws IOException {
    json.writeArrayFieldStart("external_references");
    if (page.externalReference() != null) {
      json.writeStartObject();
      json.writeStringField("id", Seeds.code('P', Seeds.mix(page.key(), 603), 7));
      json.writeStringField("type", "external_reference");
      json.writeStringField("external_id", page.externalReference());
      json.writeBooleanField("sync", true);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void customField(
      JsonGenerator json, String name, String displayName, @Nullable String value)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", Seeds.code('P', Seeds.mix(37, name), 7));
    json.writeStringField("type", "field_value");
    json.writeStringField("name", name);
    json.writeStringField("display_name", displayName);
    json.writeStringField("data_type", "string");
    json.writeStringField("field_type", "single_value");
    Json.string(json, "value", value);
    json.writeEndObject();
  }

  private static void agent(JsonGenerator json, Service service, LogEntry entry)
      throws IOException {
    switch (entry.actor()) {
      case USER -> {
        if (entry.person() != null) {
          reference(json, "agent", entry.person().id(), "user", entry.person().name(), "users");
        }
      }
      case SERVICE ->
          reference(json, "agent", service.pagerDutyId(), "service", service.name(), "services");
      case NOBODY -> {
        // A notification has no agent at all, not even an empty one.
      }
    }
  }

  private static String summary(Page page) {
    return "[#" + page.number() + "] " + page.title();
  }

  private static String summary(LogEntry entry) {
    String name = entry.person() == null ? "the system" : entry.person().name();
    return switch (entry.type()) {
      case TRIGGER -> "Triggered through the API.";
      case ASSIGN -> "Assigned to " + name + ".";
      case NOTIFY -> "Notified " + name + " by " + entry.channel().replace('_', ' ') + ".";
      case ACKNOWLEDGE -> "Acknowledged by " + name + ".";
      case UNACKNOWLEDGE -> "Unacknowledged due to timeout.";
      case ESCALATE ->
          entry.actor() == Actor.USER
              ? "Escalated by " + name + "."
              : "Escalated to " + name + " due to timeout.";
      case SNOOZE -> "Snoozed by " + name + ".";
      case REOPEN -> "Reopened by " + name + ".";
      case ANNOTATE -> "Note added by " + name + ".";
      case RESOLVE ->
          entry.actor() == Actor.USER
              ? "Resolved by " + name + "."
              : "timeout".equals(entry.channel())
                  ? "Resolved due to timeout."
                  : "Resolved through the API.";
    };
  }

  private static String entryId(Page page, int ordinal) {
    return Seeds.code('R', Seeds.mix(page.key(), 700L + ordinal), 26);
  }

  private static void reference(
      JsonGenerator json,
      @Nullable String field,
      String id,
      String kind,
      String summary,
      String path)
      throws IOException {
    if (field != null) {
      json.writeFieldName(field);
    }
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("type", kind + "_reference");
    json.writeStringField("summary", summary);
    json.writeStringField("self", API + path + "/" + id);
    json.writeStringField("html_url", WEB + path + "/" + id);
    json.writeEndObject();
  }
}
