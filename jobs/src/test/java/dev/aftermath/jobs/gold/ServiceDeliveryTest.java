package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.change;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleFacts;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("What came of deployments")
class ServiceDeliveryTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-15T23:00:00Z"), ZoneId.of("Europe/Berlin"));
  private static final DeliveryRule RULE =
      new DeliveryRule(List.of("deployment"), List.of("emergency"), Duration.ofHours(4));

  /**
   * Week 44: two deployments of checkout, of which the first led to two incidents, one on another
   * service. Week 45: none. Week 46: an emergency; maintenance does not count.
   */
  @Test
  @DisplayName("is told for each deployment, each incident, and each week of a service")
  void delivered(SparkSession spark) {
    Dataset<Row> records = records(spark);
    Dataset<Row> changes = Changes.build(records).cache();
    Dataset<Row> facts = SampleFacts.of(records, EVALUATION).cache();

    Dataset<Row> outcomes = DeploymentOutcomes.build(changes, facts, RULE, EVALUATION).cache();
    assertThat(outcomes.orderBy("deployment_key").collectAsList())
        .extracting(
            row ->
                row.getAs("number")
                    + " "
                    + row.getList(row.fieldIndex("incident_ids"))
                    + " "
                    + row.getAs("recovery_seconds")
                    + " "
                    + row.getAs("lead_seconds")
                    + " "
                    + row.getAs("is_rework"))
        .containsExactly(
            "CHG1 [servicenow:INC1, servicenow:INC2] 88200 7200 false",
            "CHG2 [] null null false",
            "CHG3 [] null null true");
    assertThat(
            IncidentAttributions.build(changes, facts, RULE, EVALUATION)
                .orderBy("incident_id")
                .collectAsList())
        .extracting(row -> row.getAs("rule") + ": " + row.getAs("reason"))
        .containsExactly(
            "time_window: the service's last deployment ended 3600 s before",
            "explicit_reference: the record names sys-1",
            "unattributed: the service's last deployment ended 14401 s before, more than 14400 s");
    assertThat(
            Timestamps.asText(ServiceDelivery.build(outcomes, EVALUATION))
                .orderBy("week")
                .collectAsList())
        .extracting(
            row ->
                row.getAs("service")
                    + " "
                    + row.getAs("week")
                    + ": "
                    + row.getAs("deployment_count")
                    + " "
                    + row.getAs("failed_count")
                    + " "
                    + row.getAs("change_fail_ratio")
                    + " "
                    + row.getAs("median_recovery_seconds")
                    + " "
                    + row.getAs("rework_ratio"))
        .containsExactly(
            "checkout 2026-W44: 2 1 0.5 88200.0 0.0",
            "checkout 2026-W45: 0 0 null null null",
            "checkout 2026-W46: 1 0 0.0 null 1.0");
  }

  @Test
  @DisplayName("is told by the KPIs of deployments as by the weeks of a service")
  void kpis(SparkSession spark) throws IOException {
    Dataset<Row> records = records(spark);
    Dataset<Row> outcomes =
        DeploymentOutcomes.build(
                Changes.build(records), SampleFacts.of(records, EVALUATION), RULE, EVALUATION)
            .cache();
    KpiRows kpis = KpiRows.of(Subject.DEPLOYMENTS, outcomes, EVALUATION);

    for (Row week : ServiceDelivery.build(outcomes, EVALUATION).collectAsList()) {
      assertThat(figures(week, kpis)).isEqualTo(figures(week));
    }
    assertThat(kpis.told("change_fail_ratio", "2026-W44")).isEqualTo("1 of 2, excluded 0 {}");
    assertThat(kpis.told("deployment_rework_ratio", "2026-W46")).isEqualTo("1 of 1, excluded 0 {}");
    Row lead = kpis.row("change_lead_time", "2026-W44");
    assertThat(lead.<Double>getAs("value")).isEqualTo(7_200.0);
    assertThat(lead.<Long>getAs("excluded_count")).isEqualTo(1);
    Row recovery = kpis.row("deployment_recovery_time", "2026-W44");
    assertThat(recovery.<Double>getAs("value")).isEqualTo(88_200.0);
    assertThat(recovery.<Long>getAs("n")).isEqualTo(1);
    assertThat(kpis.segmentTypes()).containsExactly("all", "service");
  }

  private static List<Object> figures(Row week) {
    return Stream.of(
            "deployment_count",
            "failed_count",
            "change_fail_ratio",
            "lead_count",
            "median_lead_seconds",
            "recovered_count",
            "median_recovery_seconds",
            "rework_count",
            "rework_ratio")
        .map(week::<Object>getAs)
        .toList();
  }

  private static List<Object> figures(Row week, KpiRows kpis) {
    return Stream.of(
            "deployment_count n",
            "change_fail_ratio numerator_count",
            "change_fail_ratio value",
            "change_lead_time n",
            "change_lead_time value",
            "deployment_recovery_time n",
            "deployment_recovery_time value",
            "deployment_rework_ratio numerator_count",
            "deployment_rework_ratio value")
        .map(figure -> figure.split(" "))
        .map(
            figure ->
                kpis.row(figure[0], week.getAs("week"), "service", week.getAs("service"))
                    .<Object>getAs(figure[1]))
        .toList();
  }

  private static Dataset<Row> records(SparkSession spark) {
    return table(
        spark,
        deployed("CHG1", "normal", "2026-10-27T10:00:00Z")
            .with(IncidentField.INTERNAL_ID, "sys-1")
            .with(IncidentField.COMMITTED_AT, "2026-10-27T08:00:00Z"),
        deployed("CHG2", "normal", "2026-10-29T10:00:00Z"),
        deployed("CHG3", "emergency", "2026-11-10T10:00:00Z"),
        deployed("CHG4", "normal", "2026-11-11T10:00:00Z")
            .with(IncidentField.CATEGORY, "Maintenance"),
        failed("INC1", "checkout", "2026-10-27T11:00:00Z", "2026-10-27T12:00:00Z"),
        failed("INC2", "cart", "2026-10-28T10:00:00Z", "2026-10-28T10:30:00Z")
            .with(IncidentField.CHANGE_REFERENCE, "sys-1"),
        failed("INC3", "checkout", "2026-10-29T14:00:01Z", "2026-10-29T15:00:00Z"));
  }

  private static BronzeRecord deployed(String key, String type, String ended) {
    return change(key)
        .with(IncidentField.NUMBER, key)
        .with(IncidentField.CHANGE_TYPE, type)
        .with(IncidentField.CATEGORY, "Deployment")
        .with(IncidentField.SERVICE, "checkout")
        .with(IncidentField.START_AT, Instant.parse(ended).minusSeconds(600).toString())
        .with(IncidentField.END_AT, ended);
  }

  private static BronzeRecord failed(String key, String service, String opened, String resolved) {
    return ticket(key)
        .with(IncidentField.STATE, "RESOLVED")
        .with(IncidentField.SERVICE, service)
        .with(IncidentField.OPENED_AT, opened)
        .with(IncidentField.RESOLVED_AT, resolved);
  }
}
