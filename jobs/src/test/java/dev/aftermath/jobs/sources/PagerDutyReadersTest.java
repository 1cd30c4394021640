package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PagerDuty's exports")
class PagerDutyReadersTest {

  private static final String MERGED =
      """
      {"id":"P1","type":"incident","incident_number":12,"title":"[Drill] Cart down",
       "created_at":"2026-03-02T10:00:01Z","updated_at":"2026-03-02T11:30:00+01:00",
       "resolved_at":"2026-03-02T10:00:00Z","status":"resolved","urgency":"low",
       "priority":{"id":"PX","summary":"P2"},
       "service":{"id":"PS","type":"service_reference","summary":"cart"},
       "teams":[{"id":"PT","summary":"Shop"}],
       "acknowledgements":[],
       "resolve_reason":{"type":"merge_resolve_reason","incident":{"id":"P9"}},
       "external_references":[{"external_id":"INC0000077","external_url":"https://sn.example"}],
       "custom_fields":[{"name":"tenant","value":"umbrella"},
                        {"name":"monitoring_id","value":null}]}
      """;

  @Test
  @DisplayName("tell of a merged incident where it went, and clamp a second between two clocks")
  void readsMergedIncident() {
    GatheredExport read =
        GatheredExport.of(new PagerDutyIncidentsReader(), "{\"incident\":" + MERGED + "}");

    assertThat(read.defects).isEmpty();
    RawRecord record = read.records.get(0);
    assertThat(record.key()).isEqualTo("P1");
    assertThat(record.versionAt()).isEqualTo(Instant.parse("2026-03-02T10:30:00Z"));
    assertThat(record.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(IncidentField.NUMBER, "12"),
                Map.entry(IncidentField.TITLE, "[Drill] Cart down"),
                Map.entry(IncidentField.SERVICE, "cart"),
                Map.entry(IncidentField.TEAM, "Shop"),
                Map.entry(IncidentField.PRIORITY, "2"),
                Map.entry(IncidentField.URGENCY, "3"),
                Map.entry(IncidentField.STATE, "RESOLVED"),
                Map.entry(IncidentField.STATE_AS_WRITTEN, "resolved"),
                Map.entry(IncidentField.OPENED_AT, "2026-03-02T10:00:01Z"),
                Map.entry(IncidentField.RESOLVED_AT, "2026-03-02T10:00:01Z"),
                Map.entry(IncidentField.RESOLVED_BY, "AUTOMATION"),
                Map.entry(IncidentField.MERGED_INTO, "P9"),
                Map.entry(IncidentField.TENANT, "umbrella"),
                Map.entry(IncidentField.EXTERNAL_REFERENCE, "INC0000077"),
                Map.entry(IncidentField.INCIDENT_KIND, "drill")));
    assertThat(record.events())
        .containsExactly(
            new RawEvent(
                Instant.parse("2026-03-02T10:00:00Z"),
                EventKind.MERGED,
                ActorKind.AUTOMATION,
                null,
                "P9"));
  }

  @Test
  @DisplayName("give the seconds of a snooze, and the key and phases that an incident states")
  void readsSnoozesAndPhases() {
    GatheredExport log =
        GatheredExport.of(
            new PagerDutyLogEntriesReader(),
            """
            {"log_entries":[{"type":"snooze_log_entry","created_at":"2026-03-02T10:00:00Z",
              "incident":{"id":"P1"},"channel":{"type":"website","duration":3600}}]}
            """);
    GatheredExport incident =
        GatheredExport.of(
            new PagerDutyIncidentsReader(),
            """
            {"incidents":[{"id":"P1","created_at":"2026-03-02T10:00:00Z","incident_key":"disk-db-3",
              "custom_fields":[{"name":"impact_start","value":"2026-03-02T09:50:00Z"},
                               {"name":"mitigated_at","value":"2026-03-02T10:20:00Z"}]}]}
            """);

    assertThat(log.records.get(0).events())
        .containsExactly(
            new RawEvent(
                Instant.parse("2026-03-02T10:00:00Z"),
                EventKind.SNOOZED,
                ActorKind.UNKNOWN,
                null,
                "3600"));
    assertThat(incident.records.get(0).fields())
        .containsEntry(IncidentField.DEDUPLICATION_KEY, "disk-db-3")
        .containsEntry(IncidentField.IMPACT_START_AT, "2026-03-02T09:50:00Z")
        .containsEntry(IncidentField.MITIGATED_AT, "2026-03-02T10:20:00Z");
  }

  @Test
  @DisplayName("give log entries as events of their incident that state no field")
  void readsLogEntries() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyLogEntriesReader(),
            """
            {"log_entries":[
              {"id":"R1","type":"acknowledge_log_entry","created_at":"2026-03-02T10:05:00Z",
               "agent":{"id":"PU","type":"user_reference"},"channel":{"type":"website"},
               "incident":{"id":"P1"}},
              {"id":"R2","type":"escalate_log_entry","created_at":"2026-03-02T10:04:00Z",
               "agent":{"id":"PS","type":"service_reference"},"channel":{"type":"timeout"},
               "incident":{"id":"P1"}},
              {"id":"R3","type":"notify_log_entry","created_at":"2026-03-02T10:03:00Z",
               "channel":{"type":"auto"},"incident":{"id":"P1"}},
              {"id":"R4","type":"reach_ack_limit_log_entry","created_at":"2026-03-02T10:02:00Z",
               "incident":{"id":"P1"}},
              {"id":"R5","type":"resolve_log_entry","created_at":"2026-03-02T10:06:00Z",
               "agent":{"id":"PI","type":"generic_events_api_inbound_integration_reference"},
               "channel":{"type":"api"},"incident":{"id":"P1"}}],
             "limit":100,"offset":0,"more":false}
            """);

    assertThat(read.keys()).containsOnly("P1").hasSize(5);
    assertThat(read.records).allMatch(record -> record.fields().isEmpty());
    assertThat(read.records)
        .allMatch(record -> record.events().get(0).at().equals(record.versionAt()));
    assertThat(read.events().map(RawEvent::kind))
        .containsExactly(
            EventKind.ACKNOWLEDGED,
            EventKind.ESCALATED,
            EventKind.NOTIFIED,
            EventKind.OTHER,
            EventKind.RESOLVED);
    assertThat(read.events().map(RawEvent::actorKind))
        .containsExactly(
            ActorKind.HUMAN,
            ActorKind.TIMEOUT,
            ActorKind.AUTOMATION,
            ActorKind.UNKNOWN,
            ActorKind.AUTOMATION);
    assertThat(read.events().map(RawEvent::detail))
        .containsExactly("website", "timeout", "auto", "reach_ack_limit", "api");
  }

  @Test
  @DisplayName("give who is on call as a shift that states everything but the person")
  void readsOnCalls() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyOnCallsReader(),
            """
            {"oncalls":[
              {"escalation_policy":{"id":"PE1","summary":"Default payments"},
               "escalation_level":1,"schedule":{"id":"PS1","summary":"payments weekly"},
               "user":{"id":"PU1","summary":"Ada Byron"},
               "start":"2026-03-02T09:00:00+01:00","end":"2026-03-09T09:00:00+01:00"},
              {"escalation_policy":{"id":"PE1","summary":"Default payments"},
               "escalation_level":2,"schedule":null,"user":{"id":"PU2","summary":"Ann"},
               "start":null,"end":null},
              {"escalation_policy":{"id":"PE1"},"escalation_level":1,"schedule":null}],
             "limit":25,"offset":0,"more":false}
            """);

    assertThat(read.defects).extracting(Defect::cause).containsExactly("user is absent or empty");
    assertThat(read.records.get(0).kind()).isEqualTo("on_call");
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.ESCALATION_POLICY, "Default payments")
        .containsEntry(IncidentField.ESCALATION_LEVEL, "1")
        .containsEntry(IncidentField.SCHEDULE, "payments weekly")
        .containsEntry(IncidentField.START_AT, "2026-03-02T08:00:00Z")
        .containsEntry(IncidentField.END_AT, "2026-03-09T08:00:00Z")
        .hasSize(5);
    assertThat(read.records.get(1).fields())
        .doesNotContainKeys(IncidentField.START_AT, IncidentField.SCHEDULE);
  }

  @Test
  @DisplayName("tell whom a notification reached and by which medium, by the summary if need be")
  void readsNotifications() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyLogEntriesReader(),
            """
            {"log_entries":[
              {"id":"R1","type":"notify_log_entry","created_at":"2026-03-02T10:00:01Z",
               "summary":"Notified Ada Byron by push notification.","user":{"id":"PU1"},
               "channel":{"type":"auto","notification":{"type":"push_notification"}},
               "incident":{"id":"P1"}},
              {"id":"R2","type":"notify_log_entry","created_at":"2026-03-02T10:00:02Z",
               "summary":"Notified Ada Byron by e-mail.","channel":{"type":"auto"},
               "incident":{"id":"P1"}},
              {"id":"R3","type":"notify_log_entry","created_at":"2026-03-02T10:00:03Z",
               "user":{"id":"PU2"},"channel":{"type":"auto","notification":{"type":"phone"}},
               "incident":{"id":"P1"}}]}
            """);

    assertThat(read.events().map(event -> event.actor() + " " + event.detail()))
        .containsExactly("PU1 push", "Ada Byron email", "PU2 phone");
  }

  @Test
  @DisplayName("give maintenance windows as declared changes of services, without their creator")
  void readsMaintenanceWindows() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyMaintenanceReader(),
            """
            {"maintenance_windows":[
              {"id":"PW1","type":"maintenance_window","sequence_number":7,
               "start_time":"2026-03-02T22:00:00+01:00","end_time":"2026-03-02T23:30:00+01:00",
               "description":"Move the database","created_by":{"id":"PU1","summary":"Ada Byron"},
               "services":[{"id":"PS1","summary":"checkout"},{"id":"PS2","name":"web shop"}]},
              {"id":"PW2","type":"maintenance_window","start_time":"2026-03-02T22:00:00Z",
               "end_time":"2026-03-02T21:00:00Z","services":[]}],
             "limit":25,"offset":0,"more":false}
            """);

    assertThat(read.keys()).containsExactly("PW1");
    assertThat(read.defects).extracting(Defect::kind).containsExactly(DefectKind.TIME_ORDER);
    RawRecord window = read.records.get(0);
    assertThat(window.kind()).isEqualTo("change");
    assertThat(window.sequence()).isEqualTo(-1_772_490_600L);
    assertThat(window.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                IncidentField.NUMBER, "7",
                IncidentField.TITLE, "Move the database",
                IncidentField.CHANGE_TYPE, "window",
                IncidentField.CATEGORY, "maintenance",
                IncidentField.APPROVAL, "declared",
                IncidentField.PLANNED_START_AT, "2026-03-02T21:00:00Z",
                IncidentField.PLANNED_END_AT, "2026-03-02T22:30:00Z",
                IncidentField.COMPONENTS, "checkout\nweb shop"));
    assertThat(window.events()).isEmpty();
  }

  @Test
  @DisplayName("read Analytics in the zone echoed behind the rows, the vendor's dirty row aside")
  void readsAnalytics() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyAnalyticsReader(),
            """
            {"first":"a","data":[
              {"id":"P1","incident_number":1,"description":"a","created_at":"2023-05-31T10:05:00",
               "resolved_at":"2023-05-31T11:05:00","auto_resolved":true,"major":false,
               "seconds_to_first_ack":null,"seconds_to_resolve":3600,"status":"resolved",
               "priority_name":"P1","total_interruptions\\"":1},
              {"id":"P2","incident_number":2,"description":"b","created_at":"2023-05-31T10:05:00",
               "resolved_at":"2023-05-30T10:05:00","seconds_to_resolve":2029},
              {"id":"P3","incident_number":3,"description":"c","created_at":"2023-05-31T10:05:00",
               "seconds_to_first_ack":12}],
             "more":false,"time_zone":"America/New_York"}
            """);

    assertThat(read.keys()).containsExactly("P1", "P3");
    assertThat(read.records.get(0).fields())
        .containsEntry(IncidentField.OPENED_AT, "2023-05-31T14:05:00Z")
        .containsEntry(IncidentField.RESOLVED_AFTER_SECONDS, "3600")
        .containsEntry(IncidentField.RESOLVED_BY, "AUTOMATION")
        .containsEntry(IncidentField.MAJOR, "false")
        .containsEntry(IncidentField.PRIORITY, "1")
        .doesNotContainKey(IncidentField.ACKNOWLEDGED_AFTER_SECONDS);
    assertThat(read.records.get(1).fields())
        .containsEntry(IncidentField.ACKNOWLEDGED_AFTER_SECONDS, "12");
    assertThat(read.defects)
        .singleElement()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.TIME_ORDER);
              assertThat(defect.position()).isEqualTo(2);
              assertThat(defect.where()).contains("line 6").contains("resolved_at");
            });
  }

  @Test
  @DisplayName("read both CSV forms in the account's zone")
  void readsCsv() {
    SourceSettings settings = TestSettings.zoned("Europe/Berlin", null);
    GatheredExport advanced =
        GatheredExport.of(
            new PagerDutyCsvReader(),
            settings,
            """
            id,incident_number,description,service_name,created_on,resolved_on,seconds_to_first_ack,auto_resolved,resolved_by_user_id
            P1,7,"Cart, down",cart,2026-07-01 10:00:00,2026-07-01 10:30:00,61,false,PU1
            P2,8,Cart down,cart,2026-07-01T10:00:00,,,,
            """);
    GatheredExport basic =
        GatheredExport.of(
            new PagerDutyCsvReader(),
            settings,
            """
            #,Service,Opened On,Resolved On,Resolve By,Duration,# Escalations
            7,cart,2026-07-01 10:00:00,2026-07-01 10:30:00,Kim,0:30:00,2
            """);

    assertThat(advanced.keys()).containsExactly("P1", "P2");
    assertThat(advanced.records.get(0).fields())
        .containsEntry(IncidentField.NUMBER, "7")
        .containsEntry(IncidentField.TITLE, "Cart, down")
        .containsEntry(IncidentField.RESOLVED_AT, "2026-07-01T08:30:00Z")
        .containsEntry(IncidentField.ACKNOWLEDGED_AFTER_SECONDS, "61")
        .containsEntry(IncidentField.RESOLVED_BY, "HUMAN");
    assertThat(advanced.records.get(1).fields()).containsEntry(IncidentField.STATE, "OPEN");
    assertThat(basic.keys()).containsExactly("#7");
    assertThat(basic.records.get(0).fields())
        .containsEntry(IncidentField.NUMBER, "7")
        .containsEntry(IncidentField.STATE, "RESOLVED")
        .containsEntry(IncidentField.OPENED_AT, "2026-07-01T08:00:00Z");
  }

  @Test
  @DisplayName("warn when a page ends at the 10,000 incidents that PagerDuty lists")
  void warnsAtPagingCap() {
    GatheredExport read =
        GatheredExport.of(
            new PagerDutyIncidentsReader(),
            "{\"incidents\":[" + MERGED + "],\"offset\":9900,\"limit\":100,\"more\":true}");

    assertThat(read.records).hasSize(1);
    assertThat(read.warnings).singleElement().asString().contains("10000");
  }

  @Test
  @DisplayName("take tenants from where the settings say")
  void followsDeclaredFields() {
    SourceSettings settings =
        new SourceSettings(
            "test",
            null,
            null,
            null,
            List.of(),
            List.of(),
            "incident",
            Map.of("tenant", "service.summary"),
            Map.of(),
            null,
            null,
            null);

    GatheredExport read =
        GatheredExport.of(new PagerDutyIncidentsReader(), settings, "[" + MERGED + "]");

    assertThat(read.records.get(0).fields()).containsEntry(IncidentField.TENANT, "cart");
  }
}
