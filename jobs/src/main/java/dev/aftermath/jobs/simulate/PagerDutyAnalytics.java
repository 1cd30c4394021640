package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.aftermath.jobs.simulate.Page.Resolution;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Raw incidents of PagerDuty Analytics: the resolved ones of a week, with times that carry no
 * offset and belong to the zone named in the envelope.
 */
final class PagerDutyAnalytics {

  private static final int PAGE_LIMIT = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PagerDutyAnalytics() {}

  static void write(Sink sink, World world, Week week) throws IOException {
    try (Pages pages = new Pages(sink, "analytics-raw-incidents", PAGE_LIMIT, new Envelope())) {
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Page page = incident.page();
                if (page != null && week.contains(page.resolvedSecond())) {
                  incident(pages.next(), incident, page);
                }
              }));
    }
  }

  private static void incident(JsonGenerator json, Incident incident, Page page)
      throws IOException {
    Service service = incident.service();
    LogEntry acknowledged = page.firstHumanAcknowledgement();
    LogEntry resolved = page.entries().get(page.entries().size() - 1);
    long escalations = page.count(LogEntry.Type.ESCALATE);
    long timeouts = timeoutEscalations(page);
    json.writeStartObject();
    people(json, "acknowledged_user", acknowledgers(page));
    json.writeNumberField("acknowledgement_count", page.count(LogEntry.Type.ACKNOWLEDGE));
    people(json, "assigned_user", assignees(page));
    json.writeNumberField("assignment_count", page.count(LogEntry.Type.ASSIGN));
    json.writeBooleanField("auto_resolved", page.resolution() == Resolution.TIMEOUT);
    json.writeStringField("created_at", time(page.createdSecond()));
    json.writeStringField("description", page.title());
    json.writeNumberField(
        "engaged_seconds",
        acknowledged == null ? 0 : page.resolvedSecond() - acknowledged.second());
    json.writeNumberField("engaged_user_count", acknowledgers(page).size());
    json.writeNumberField("escalation_count", escalations);
    json.writeStringField("escalation_policy_id", service.escalationPolicyId());
    json.writeStringField("escalation_policy_name", "Default " + service.team());
    json.writeStringField("id", page.id());
    json.writeNumberField("incident_number", page.number());
    json.writeStringField("incident_type_name", "incident_default");
    json.writeBooleanField("major", false);
    json.writeNumberField("manual_escalation_count", escalations - timeouts);
    json.writeNullField("priority_id");
    json.writeNullField("priority_name");
    json.writeNullField("priority_order");
    json.writeNumberField("reassignment_count", 0);
    json.writeStringField("resolved_at", time(page.resolvedSecond()));
    Person by = resolved.person();
    Json.string(json, "resolved_by_user_id", by == null ? null : by.id());
    Json.string(json, "resolved_by_user_name", by == null ? null : by.name());
    number(json, "seconds_to_engage", acknowledged, page);
    number(json, "seconds_to_first_ack", acknowledged, page);
    number(json, "seconds_to_mobilize", acknowledged, page);
    json.writeNumberField("seconds_to_resolve", page.resolvedSecond() - page.createdSecond());
    json.writeStringField("service_id", service.pagerDutyId());
    json.writeStringField("service_name", service.name());
    json.writeNumberField("snoozed_seconds", page.snoozedSeconds(Long.MAX_VALUE));
    json.writeStringField("status", "resolved");
    json.writeStringField("team_id", service.teamId());
    json.writeStringField("team_name", service.team());
    json.writeNumberField("timeout_escalation_count", timeouts);
    json.writeNumberField("total_notifications", page.count(LogEntry.Type.NOTIFY));
    // The clock of the analytics pipeline, hours behind the incident's own.
    json.writeStringField("updated_at", time(page.resolvedSecond() + 7 * 3_600));
    json.writeStringField("urgency", incident.kind() == Incident.Kind.TEST ? "low" : "high");
    json.writeNullField("user_defined_effort_seconds");
    json.writeEndObject();
  }

  private static void number(
      JsonGenerator json, String field, @Nullable LogEntry acknowledged, Page page)
      throws IOException {
    if (acknowledged == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, acknowledged.second() - page.createdSecond());
    }
  }

  private static void people(JsonGenerator json, String field, List<Person> people)
      throws IOException {
    json.writeArrayFieldStart(field + "_ids");
    for (Person person : people) {
      json.writeString(person.id());
    }
    json.writeEndArray();
    json.writeArrayFieldStart(field + "_names");
    for (Person person : people) {
      json.writeString(person.name());
    }
    json.writeEndArray();
  }

  static List<Person> acknowledgers(Page page) {
    return people(page.entries().stream().filter(LogEntry::isHumanAcknowledgement));
  }

  static List<Person> assignees(Page page) {
    return people(page.entries().stream().filter(entry -> entry.type() == LogEntry.Type.ASSIGN));
  }

  static long timeoutEscalations(Page page) {
    return page.entries().stream()
        .filter(
            entry -> entry.type() == LogEntry.Type.ESCALATE && "timeout".equals(entry.channel()))
        .count();
  }

  private static List<Person> people(Stream<LogEntry> entries) {
    return entries.map(LogEntry::person).filter(Objects::nonNull).distinct().toList();
  }

  private static String time(long second) {
    return TIME.format(Instant.ofEpochSecond(second));
  }

  private record Envelope() implements Pages.Envelope {

    @Override
    public void open(JsonGenerator json, long offset) throws IOException {
      json.writeStartObject();
      json.writeArrayFieldStart("data");
    }

    @Override
    public void close(JsonGenerator json, long offset, Pages.More more) throws IOException {
      json.writeEndArray();
      json.writeNumberField("limit", PAGE_LIMIT);
      json.writeBooleanField("more", more.follows());
      json.writeStringField("order", "asc");
      json.writeStringField("order_by", "created_at");
      json.writeStringField("time_zone", "Etc/UTC");
      json.writeEndObject();
    }
  }
}
