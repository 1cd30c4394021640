package dev.aftermath.jobs.silver;

import static dev.aftermath.jobs.testing.BronzeRecord.alert;
import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.alert.AlertQualityRule;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("Alerts")
class AlertsTest {
  private static final String GROUP = "{}:{service=\"checkout\"}";
  private static final AlertRules RULES =
      new AlertRules(
          Duration.ofHours(1),
          List.of(
              new NearbyRule(
                  "same_service", List.of(IncidentField.SERVICE), Duration.ofMinutes(10))));
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-15T23:00:00Z"), ZoneId.of("Europe/Berlin"));

  /**
   * f1 led to page P1 by its group, and fires again alone; f2 is named by P1 only after its
   * opening; f3 led to ticket INC2 by its service; f4 led to nothing and was false alarm within a
   * minute.
   */
  private static List<BronzeRecord> told() {
    return List.of(
        page("P1")
            .with(IncidentField.OPENED_AT, "2026-11-02T10:01:00Z")
            .with(IncidentField.RESOLVED_AT, "2026-11-02T11:00:00Z")
            .with(IncidentField.STATE, "RESOLVED")
            .with(IncidentField.DEDUPLICATION_KEY, Sha256.hex(GROUP))
            .alerted("2026-11-02T10:20:00Z", "f2"),
        ticket("INC2")
            .with(IncidentField.OPENED_AT, "2026-11-03T10:05:00Z")
            .with(IncidentField.STATE, "OPEN")
            .with(IncidentField.SERVICE, "cart"),
        ticket("INC3")
            .with(IncidentField.OPENED_AT, "2026-11-01T10:05:00Z")
            .with(IncidentField.STATE, "OPEN"),
        alert("f1", "2026-11-02T10:00:00Z").with(IncidentField.DEDUPLICATION_KEY, GROUP),
        // A snapshot: later than the notification, but before the end that was notified.
        alert("f1", "2026-11-02T10:00:00Z")
            .version("2026-11-02T10:29:00Z")
            .with(IncidentField.TITLE, "DiskFull")
            .with(IncidentField.SERVICE, "checkout"),
        alert("f1", "2026-11-02T10:00:00Z").over("2026-11-02T10:30:00Z"),
        // Given up and heard of again: it fires, whatever was said before.
        alert("f1", "2026-11-05T10:00:00Z").over("2026-11-05T10:30:00Z"),
        alert("f1", "2026-11-05T10:00:00Z")
            .version("2026-11-05T10:40:00Z")
            .with(IncidentField.SERVICE, "checkout"),
        alert("f2", "2026-11-02T10:19:00Z")
            .with(IncidentField.SERVICE, "checkout")
            .over("2026-11-02T10:25:00Z"),
        alert("f3", "2026-11-03T10:00:00Z")
            .with(IncidentField.SERVICE, "Cart")
            .over("2026-11-03T10:02:00Z"),
        alert("f4", "2026-11-04T10:00:00Z").over("2026-11-04T10:01:00Z"));
  }

  @Test
  @DisplayName("are one row for each firing by the latest word, in whatever order exports came")
  void firings(SparkSession spark) {
    List<BronzeRecord> reversed = new ArrayList<>(told());
    Collections.reverse(reversed);
    List<String> rows = shown(alerts(spark, told()));

    assertThat(rows)
        .containsExactly(
            "f1 2026-11-02T10:00:00Z 2026-11-02T10:30:00Z DiskFull pagerduty:P1 deduplication_key"
                + " 3",
            "f1 2026-11-05T10:00:00Z null null null null 2",
            "f2 2026-11-02T10:19:00Z 2026-11-02T10:25:00Z null pagerduty:P1 alert_named 1",
            "f3 2026-11-03T10:00:00Z 2026-11-03T10:02:00Z null servicenow:INC2 same_service 1",
            "f4 2026-11-04T10:00:00Z 2026-11-04T10:01:00Z null null null 1");
    assertThat(shown(alerts(spark, reversed))).isEqualTo(rows);
  }

  @Test
  @DisplayName("detect the incident that the first of them came before, and are judged by the week")
  void detection(SparkSession spark) {
    Dataset<Row> records = table(spark, told().toArray(BronzeRecord[]::new));
    Dataset<Row> incidents = SampleIncidents.of(records, MatchingRules.KEYS_ONLY).cache();
    Dataset<Row> alerts = Alerts.build(records, incidents, RULES).cache();

    assertThat(
            Timestamps.asText(IncidentFacts.build(incidents, alerts, EVALUATION))
                .orderBy("incident_id")
                .collectAsList())
        .extracting(
            row ->
                row.getAs("incident_id")
                    + " "
                    + row.getAs("alert_count")
                    + " "
                    + row.getAs("detected_at")
                    + " "
                    + row.getAs("is_internally_detected"))
        .containsExactly(
            "pagerduty:P1 2 2026-11-02T10:00:00Z true",
            "servicenow:INC2 1 2026-11-03T10:00:00Z true",
            "servicenow:INC3 0 null null");
    assertThat(
            AlertQuality.build(alerts, AlertQualityRule.USUAL, EVALUATION)
                .where("week = '2026-W45' OR service = 'checkout'")
                .orderBy("service", "week")
                .collectAsList())
        .extracting(
            row ->
                row.getAs("service")
                    + " "
                    + row.getAs("week")
                    + " "
                    + row.getAs("alert_count")
                    + " "
                    + row.getAs("incident_count")
                    + " "
                    + row.getAs("without_incident_count")
                    + " "
                    + row.getAs("unactionable_count")
                    + " "
                    + row.getAs("actionable_proxy_ratio")
                    + " "
                    + row.getAs("noise_reduction_ratio"))
        .containsExactly(
            "(none) 2026-W45 1 0 1 1 0.0 1.0",
            "Cart 2026-W45 1 1 0 0 1.0 0.0",
            "checkout 2026-W45 3 1 1 0 1.0 " + (3 - 1) / 3.0,
            "checkout 2026-W46 0 0 0 0 null null");
  }

  private static Dataset<Row> alerts(SparkSession spark, List<BronzeRecord> told) {
    Dataset<Row> records = table(spark, told.toArray(BronzeRecord[]::new));
    return Alerts.build(records, SampleIncidents.of(records, MatchingRules.KEYS_ONLY), RULES);
  }

  private static List<String> shown(Dataset<Row> alerts) {
    return Timestamps.asText(alerts).orderBy("fingerprint", "started_at").collectAsList().stream()
        .map(
            row ->
                row.getAs("fingerprint")
                    + " "
                    + row.getAs("started_at")
                    + " "
                    + row.getAs("ended_at")
                    + " "
                    + row.getAs("name")
                    + " "
                    + row.getAs("incident_id")
                    + " "
                    + row.getAs("link_rule")
                    + " "
                    + row.getAs("record_count"))
        .toList();
  }
}
