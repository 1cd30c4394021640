package dev.aftermath.jobs.silver;

import static dev.aftermath.jobs.testing.BronzeRecord.change;
import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Mentions;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The silver incidents")
class IncidentsTest {
  private static final MatchingRules RULES =
      new MatchingRules(
          new Mentions(List.of(IncidentField.DESCRIPTION), "page #([0-9]+)"),
          Mentions.NOWHERE,
          List.of(
              new NearbyRule(
                  "same_service", List.of(IncidentField.SERVICE), Duration.ofMinutes(10))));

  @Test
  @DisplayName("make one incident of a page and the ticket that names it")
  void both(SparkSession spark) {
    List<Row> rows = incidents(spark, openPage("P1"), pageLog("P1"), openTicket("T1", "P1"));

    assertThat(rows).hasSize(1);
    Row incident = rows.get(0);
    assertThat(incident.<String>getAs("incident_id")).isEqualTo("pagerduty:P1");
    assertThat(incident.<String>getAs("match_state")).isEqualTo("both");
    assertThat(incident.<String>getAs("system")).isEqualTo("pagerduty+servicenow");
    assertThat(incident.<String>getAs("priority")).isEqualTo("2");
    assertThat(incident.<String>getAs("title")).isEqualTo("Checkout slow");
    assertThat(at(incident, "opened_at")).isEqualTo("2026-11-02T10:00:00Z");
    assertThat(at(incident, "first_human_acknowledged_at")).isEqualTo("2026-11-02T10:00:09Z");
    assertThat(at(incident, "resolved_at")).isEqualTo("2026-11-02T10:06:08Z");
    assertThat(incident.<Boolean>getAs("is_open")).isFalse();
    assertThat(incident.<String>getAs("cause_key")).isEqualTo("disk full on <host>");
    assertThat(incident.<Long>getAs("record_count")).isEqualTo(3);
    assertThat(strings(incident, "missing_fields")).containsExactly("monitoring_id", "tenant");
    List<Row> events = incident.getList(incident.fieldIndex("events"));
    assertThat(events.stream().map(event -> event.<String>getAs("kind")))
        .containsExactly("TRIGGERED", "ACKNOWLEDGED", "TRIGGERED", "RESOLVED");
    assertThat(events.get(0).schema().fieldNames()).doesNotContain("actor");
  }

  @Test
  @DisplayName("leave alone whatever only one system knows of")
  void alone(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openPage("P1"),
            openTicket("T1", "P404"),
            ticket("T2").version("2026-11-02T10:00:00Z"));

    assertThat(rows)
        .extracting(row -> row.<String>getAs("incident_id"))
        .containsExactly("pagerduty:P1", "servicenow:T1", "servicenow:T2");
    assertThat(rows)
        .extracting(row -> row.<String>getAs("match_state"))
        .containsExactly("only_pagerduty", "only_servicenow", "only_servicenow");
    assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("missing_fields"))).isTrue();
  }

  @Test
  @DisplayName("give a page the ticket opened first and flag the others")
  void severalTickets(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openTicket("T1", "P1").with(IncidentField.OPENED_AT, "2026-11-02T10:09:00Z"),
            openTicket("T2", "P1"),
            openPage("P1"));

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).<String>getAs("servicenow_key")).isEqualTo("T2");
    assertThat(rows.get(1).<String>getAs("servicenow_key")).isEqualTo("T1");
    assertThat(strings(rows.get(1), "flags")).containsExactly("page_has_other_ticket");
    assertThat(rows)
        .extracting(row -> row.<String>getAs("population"))
        .containsExactly("counted", "duplicate");
  }

  @Test
  @DisplayName("say by which rule they were matched and why, and why others were not")
  void rules(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openPage("P1").with(IncidentField.NUMBER, "7"),
            ticket("T1").with(IncidentField.DESCRIPTION, "Made from page #7 by the bridge"),
            openPage("P2").with(IncidentField.SERVICE, "Search"),
            openTicket("T2", "P404").with(IncidentField.SERVICE, "search "),
            openPage("P3").with(IncidentField.SERVICE, "cart"),
            openTicket("T3", "").with(IncidentField.SERVICE, "cart"),
            openTicket("T4", "").with(IncidentField.SERVICE, "cart"));

    assertThat(rows)
        .extracting(
            row -> row.<String>getAs("incident_id"),
            row -> row.<String>getAs("servicenow_key"),
            row -> row.<String>getAs("match_rule"),
            row -> row.<String>getAs("match_evidence"))
        .containsExactly(
            tuple(
                "pagerduty:P1",
                "T1",
                "number_mentioned",
                "ticket T1 mentions number 7, that of page P1 (7)"),
            tuple(
                "pagerduty:P2",
                "T2",
                "same_service",
                "same service, opened 120 s apart, nearest to each other"),
            tuple(
                "pagerduty:P3",
                null,
                null,
                "ticket T3 and ticket T4 have the same service and opened 120 s apart: no telling"),
            tuple(
                "servicenow:T3",
                "T3",
                null,
                "page P3 has the same service and opened 120 s apart, but is not its nearest"),
            tuple(
                "servicenow:T4",
                "T4",
                null,
                "page P3 has the same service and opened 120 s apart, but is not its nearest"));
    assertThat(strings(rows.get(2), "flags")).containsExactly("match_ambiguous");
  }

  @Test
  @DisplayName("tell who was called and joined, what was put aside, and how often it came back")
  void phases(SparkSession spark) {
    Row incident =
        incidents(
                spark,
                openPage("P1")
                    .version("2026-11-02T13:00:00Z")
                    .with(IncidentField.STATE, "RESOLVED")
                    .with(IncidentField.DEDUPLICATION_KEY, "disk")
                    .with(IncidentField.IMPACT_START_AT, "2026-11-02T09:50:00Z")
                    .event("2026-11-02T10:00:02Z", EventKind.NOTIFIED, ActorKind.AUTOMATION)
                    .event("2026-11-02T10:00:04Z", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)
                    .event("2026-11-02T10:30:00Z", EventKind.RESOLVED, ActorKind.HUMAN)
                    .event("2026-11-02T12:00:00Z", EventKind.REOPENED, ActorKind.HUMAN)
                    .event("2026-11-02T12:10:00Z", EventKind.SNOOZED, ActorKind.HUMAN)
                    .event("2026-11-02T12:45:00Z", EventKind.RESOLVED, ActorKind.HUMAN),
                openTicket("T1", "P1").with(IncidentField.MITIGATED_AT, "2026-11-02T12:40:00Z"))
            .get(0);

    assertThat(at(incident, "impact_start_at")).isEqualTo("2026-11-02T09:50:00Z");
    assertThat(incident.<String>getAs("impact_start_source")).isEqualTo("pagerduty");
    assertThat(at(incident, "mitigated_at")).isEqualTo("2026-11-02T12:40:00Z");
    assertThat(incident.<String>getAs("mitigated_source")).isEqualTo("servicenow");
    assertThat(at(incident, "first_notified_at")).isEqualTo("2026-11-02T10:00:02Z");
    assertThat(incident.<Long>getAs("responder_count")).isEqualTo(1);
    assertThat(at(incident, "last_responder_acknowledged_at")).isNull();
    assertThat(strings(incident, "acknowledgement_doubts")).containsExactly("within_five_seconds");
    assertThat(incident.<Long>getAs("reopened_count")).isEqualTo(1);
    // 30 minutes before it was reopened and 45 after; put aside until it was resolved.
    assertThat(incident.<Long>getAs("active_seconds")).isEqualTo(75 * 60);
    assertThat(incident.<Long>getAs("snoozed_seconds")).isEqualTo(35 * 60);
    assertThat(incident.<String>getAs("resolver_class")).isEqualTo("human");
    assertThat(incident.<Long>getAs("refire_count")).isZero();
  }

  @Test
  @DisplayName("find the incident of a record that knows its number alone, unless two bear it")
  void numbered(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openPage("P1").with(IncidentField.NUMBER, "4"),
            page("#4").with(IncidentField.TEAM, "payments"),
            openPage("P2").with(IncidentField.NUMBER, "5"),
            openPage("P3").with(IncidentField.NUMBER, "5"),
            page("#5").with(IncidentField.TEAM, "search"),
            page("#6").with(IncidentField.TEAM, "search"));

    assertThat(rows)
        .extracting(row -> row.<String>getAs("pagerduty_key"))
        .containsExactly("#5", "#6", "P1", "P2", "P3");
    assertThat(rows.get(2).<String>getAs("team")).isEqualTo("payments");
  }

  @Test
  @DisplayName("stay outside the population when either record says so")
  void population(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openPage("P1").with(IncidentField.MERGED_INTO, "P9"),
            openPage("P2"),
            openTicket("T2", "P2").with(IncidentField.INCIDENT_KIND, "test"));

    assertThat(rows)
        .extracting(row -> row.<String>getAs("population"))
        .containsExactly("merged", "test");
  }

  @Test
  @DisplayName("take the first touch from a ticket, and none from a page that was seen twice")
  void firstTouch(SparkSession spark) {
    List<Row> rows =
        incidents(
            spark,
            openPage("P1"),
            openPage("P1").version("2026-11-02T11:00:00Z").with(IncidentField.STATE, "RESOLVED"),
            openTicket("T1", "P404")
                .version("2026-11-02T10:02:00Z")
                .with(IncidentField.STATE, "OPEN"),
            openTicket("T1", "P404"));

    assertThat(rows.get(0).<Object>getAs("first_touch_at")).isNull();
    assertThat(at(rows.get(1), "first_touch_at")).isEqualTo("2026-11-02T10:05:00Z");
  }

  @Test
  @DisplayName("keep dates from the edges of time")
  void edges(SparkSession spark) {
    Row incident =
        incidents(
                spark,
                page("P1")
                    .with(IncidentField.OPENED_AT, "0001-01-01T00:00:00Z")
                    .with(IncidentField.RESOLVED_AT, "9999-12-31T23:59:59Z"))
            .get(0);

    assertThat(at(incident, "opened_at")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(at(incident, "resolved_at")).isEqualTo("9999-12-31T23:59:59Z");
  }

  @Test
  @DisplayName("leave changes to their own table, which holds the last word on each")
  void changes(SparkSession spark) {
    BronzeRecord older =
        change("C1")
            .version("2026-11-02T10:00:00Z")
            .with(IncidentField.CHANGE_TYPE, "normal")
            .with(IncidentField.APPROVAL, "requested");
    BronzeRecord newer =
        change("C1")
            .version("2026-11-02T11:00:00Z")
            .with(IncidentField.APPROVAL, "approved")
            .with(IncidentField.PLANNED_START_AT, "2026-11-03T20:00:00Z");

    Row found = Timestamps.asText(Changes.build(table(spark, newer, older))).collectAsList().get(0);
    assertThat(found.<String>getAs("change_type")).isEqualTo("normal");
    assertThat(found.<String>getAs("approval")).isEqualTo("approved");
    assertThat(at(found, "planned_start_at")).isEqualTo("2026-11-03T20:00:00Z");
    assertThat(incidents(spark, newer, older)).isEmpty();
  }

  @Test
  @DisplayName("leave a window of two services to changes, one each, with its earlier end")
  void windows(SparkSession spark) {
    BronzeRecord whole = window("2026-11-03T23:00:00Z").order(-1_793_746_800L, 1);
    BronzeRecord endedEarly = window("2026-11-03T22:00:00Z").order(-1_793_743_200L, 1);

    assertThat(
            Timestamps.asText(Changes.build(table(spark, endedEarly, whole)))
                .orderBy("service")
                .select("change_key", "service", "planned_end_at")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[W1,api,2026-11-03T22:00:00Z]", "[W1,web shop,2026-11-03T22:00:00Z]");
  }

  private static BronzeRecord window(String end) {
    return change("W1")
        .with(IncidentField.COMPONENTS, "web shop\napi")
        .with(IncidentField.PLANNED_END_AT, end);
  }

  private static BronzeRecord openPage(String key) {
    return page(key)
        .version("2026-11-02T10:00:30Z")
        .with(IncidentField.STATE, "OPEN")
        .with(IncidentField.TITLE, "checkout p99")
        .with(IncidentField.PRIORITY, "1")
        .with(IncidentField.OPENED_AT, "2026-11-02T10:00:00Z");
  }

  private static BronzeRecord pageLog(String key) {
    return page(key)
        .event("2026-11-02T10:00:00Z", EventKind.TRIGGERED, ActorKind.AUTOMATION)
        .event("2026-11-02T10:00:09Z", EventKind.ACKNOWLEDGED, ActorKind.HUMAN)
        .event("2026-11-02T10:06:08Z", EventKind.RESOLVED, ActorKind.HUMAN);
  }

  private static BronzeRecord openTicket(String key, String pageKey) {
    return ticket(key)
        .version("2026-11-02T10:05:00Z")
        .with(IncidentField.STATE, "IN_PROGRESS")
        .with(IncidentField.TITLE, "Checkout slow")
        .with(IncidentField.PRIORITY, "2")
        .with(IncidentField.IMPACT, "1")
        .with(IncidentField.CAUSE_TEXT, "Disk full on db-03.example.com")
        .with(IncidentField.EXTERNAL_REFERENCE, pageKey)
        .with(IncidentField.OPENED_AT, "2026-11-02T10:02:00Z");
  }

  private static List<Row> incidents(SparkSession spark, BronzeRecord... records) {
    return Timestamps.asText(SampleIncidents.of(table(spark, records), RULES))
        .orderBy("incident_id")
        .collectAsList();
  }

  private static List<String> strings(Row row, String column) {
    return row.getList(row.fieldIndex(column));
  }

  private static String at(Row row, String column) {
    return row.getAs(column);
  }
}
