package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.change;
import static dev.aftermath.jobs.testing.BronzeRecord.notice;
import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.runbook;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static dev.aftermath.jobs.testing.BronzeRecord.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.config.ContractRules;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.Runbooks;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The gold tables of the operations contract")
class ContractTablesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The end of ISO week 2026-W46 in Berlin: Monday 16 November, 00:00. */
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-15T23:00:00Z"), BERLIN);

  private Dataset<Row> changes;
  private Dataset<Row> updates;
  private List<Row> findings;
  private List<Row> compliance;

  /**
   * Week 44: a ticket that lacks impact, monitoring id and tenant, though the page states the
   * tenant, whose customers were told after 31 minutes and whose stakeholders after 10; a page
   * without a ticket. Week 46: a ticket that keeps every rule but names a runbook that is gone.
   */
  @BeforeAll
  void compute(SparkSession spark) throws IOException {
    Dataset<Row> records = incidents(spark).union(others(spark));
    Dataset<Row> exports =
        spark.createDataFrame(
            List.of(export("r1", "runbooks/checkout.md")), Exports.TABLE.schema());
    Dataset<Row> incidents = SampleIncidents.of(records, MatchingRules.KEYS_ONLY).cache();
    changes = Changes.build(records).cache();
    Dataset<Row> runbooks = Runbooks.build(records, exports).cache();
    updates =
        IncidentUpdates.build(
                incidents,
                CustomerNotices.build(records),
                StakeholderUpdates.build(records),
                EVALUATION)
            .cache();
    Dataset<Row> subjects =
        ContractSubjects.ofIncidents(incidents, runbooks)
            .union(ContractSubjects.ofChanges(changes))
            .union(ContractSubjects.ofRunbooks(runbooks))
            .union(ContractSubjects.ofUpdates(updates))
            .cache();
    List<ContractRule> rules = ContractRules.read(Path.of("../conf/contracts"), BERLIN);
    findings =
        Timestamps.asText(ContractFindings.build(subjects, rules, EVALUATION))
            .orderBy("rule", "subject_key")
            .collectAsList();
    compliance =
        Timestamps.asText(ContractCompliance.build(subjects, rules, EVALUATION)).collectAsList();
  }

  @Test
  @DisplayName("list every rule that is broken, by whom, and where")
  void findings() {
    assertThat(findings)
        .extracting(
            row ->
                row.getAs("rule")
                    + " | "
                    + row.getAs("subject_key")
                    + " | "
                    + row.getAs("reason")
                    + (row.getAs("place") == null ? "" : " | " + row.getAs("place")))
        .containsExactly(
            "change_approved_before_start | servicenow:CHG2 | 1 s after start_at",
            "change_approved_by_another | servicenow:CHG1 | approver_pseudonym is the same as"
                + " implementer_pseudonym",
            "change_deployment_strategy | servicenow:CHG1 | deployment_strategy is not stated",
            "change_governance_policy | servicenow:CHG1 | governance_policy is not stated",
            "customers_told_in_time | pagerduty:P1 | 1860 s after opened_at",
            "incident_impact | pagerduty:P1 | impact is not stated",
            "incident_monitoring_id | pagerduty:P1 | monitoring_id is not stated",
            "incident_runbook | servicenow:INC2 | runbook_reference leads to nothing that was read",
            "incident_tenant | pagerduty:P1 | tenant is not stated",
            "runbook_rollback | test:runbooks/checkout.md | rollback is not stated |"
                + " runbooks/checkout.md:20");
    Row first = findings.get(0);
    assertThat(first.<String>getAs("week")).isEqualTo("2026-W46");
    assertThat(first.<String>getAs("severity")).isEqualTo("high");
    assertThat(first.<String>getAs("number")).isEqualTo("CHG2");
  }

  @Test
  @DisplayName("name no person, and give one person another pseudonym in every change")
  void pseudonyms() {
    List<Row> persons =
        changes
            .orderBy("change_key")
            .select("approver_pseudonym", "implementer_pseudonym")
            .collectAsList();
    String inFirst = persons.get(0).getString(1);

    assertThat(persons.get(0).getString(0)).isEqualTo(inFirst).matches("[0-9a-f]{16}");
    assertThat(persons.get(1).getString(1)).isNotEqualTo(inFirst);
    assertThat(persons.get(1).getString(0)).isNotEqualTo(persons.get(1).getString(1));
    assertThat(findings.toString()).doesNotContain("anna", "bert", inFirst);
  }

  @Test
  @DisplayName("count what was checked, met and broken, and give no ratio of nothing")
  void compliance() {
    assertThat(line("incident_impact", "all", "all")).isEqualTo("2 checked, 1 met, 1 n/a, 0.5");
    assertThat(line("incident_impact", "2026-W44", "all"))
        .isEqualTo("1 checked, 0 met, 1 n/a, 0.0");
    assertThat(line("incident_impact", "2026-W45", "all"))
        .isEqualTo("0 checked, 0 met, 0 n/a, null");
    assertThat(line("incident_impact", "2026-W46", "search"))
        .isEqualTo("1 checked, 1 met, 0 n/a, 1.0");
    assertThat(line("customers_told_in_time", "2026-W46", "all"))
        .isEqualTo("0 checked, 0 met, 1 n/a, null");
    assertThat(line("runbook_rollback", "all", "all")).isEqualTo("1 checked, 0 met, 0 n/a, 0.0");
    assertThat(line("runbook_owner", "all", "(none)")).isEqualTo("1 checked, 1 met, 0 n/a, 1.0");
  }

  @Test
  @DisplayName("measure the time to the first update from the opening of the incident")
  void updates() {
    Row told = updates.where("incident_id = 'pagerduty:P1'").first();

    assertThat(told.<Long>getAs("time_to_first_customer_update_seconds")).isEqualTo(1_860);
    assertThat(told.<String>getAs("notice_key")).isEqualTo("n1");
    assertThat(told.<Long>getAs("time_to_first_stakeholder_update_seconds")).isEqualTo(600);
    Row untold = updates.where("incident_id = 'servicenow:INC2'").first();
    assertThat(untold.<Long>getAs("time_to_first_customer_update_seconds")).isNull();
    assertThat(untold.<Long>getAs("time_to_first_stakeholder_update_seconds")).isNull();
  }

  private static Dataset<Row> incidents(SparkSession spark) {
    return table(
        spark,
        page("P1")
            .with(IncidentField.STATE, "RESOLVED")
            .with(IncidentField.SERVICE, "checkout")
            .with(IncidentField.TENANT, "north")
            .with(IncidentField.OPENED_AT, "2026-10-28T10:00:00Z")
            .event("2026-10-28T11:00:00Z", EventKind.RESOLVED, ActorKind.HUMAN),
        ticket("INC1")
            .with(IncidentField.NUMBER, "INC1")
            .with(IncidentField.INTERNAL_ID, "sys-1")
            .with(IncidentField.EXTERNAL_REFERENCE, "P1")
            .with(IncidentField.STATE, "RESOLVED")
            .with(IncidentField.SERVICE, "checkout")
            .with(IncidentField.PRIORITY, "1")
            .with(IncidentField.OPENED_AT, "2026-10-28T10:01:00Z")
            .with(
                IncidentField.RUNBOOK_REFERENCE,
                "https://git.example.com/ops/blob/main/Checkout.md?plain=1#steps"),
        page("P2")
            .with(IncidentField.STATE, "RESOLVED")
            .with(IncidentField.OPENED_AT, "2026-10-28T10:00:00Z")
            .event("2026-10-28T11:00:00Z", EventKind.RESOLVED, ActorKind.HUMAN),
        ticket("INC2")
            .with(IncidentField.NUMBER, "INC2")
            .with(IncidentField.STATE, "IN_PROGRESS")
            .with(IncidentField.SERVICE, "search")
            .with(IncidentField.TENANT, "south")
            .with(IncidentField.IMPACT, "3")
            .with(IncidentField.MONITORING_ID, "MON-1")
            .with(IncidentField.PRIORITY, "4")
            .with(IncidentField.RUNBOOK_REFERENCE, "runbooks/gone.md")
            .with(IncidentField.OPENED_AT, "2026-11-12T10:00:00Z"));
  }

  private static Dataset<Row> others(SparkSession spark) {
    return table(
        spark,
        notice("n1")
            .with(IncidentField.NOTICE_IMPACT, "major")
            .with(IncidentField.COMPONENTS, "Checkout\nCart")
            .with(IncidentField.OPENED_AT, "2026-10-28T10:00:00Z")
            .with(IncidentField.RESOLVED_AT, "2026-10-28T12:00:00Z")
            .event("2026-10-28T10:31:00Z", EventKind.ANNOTATED, ActorKind.UNKNOWN),
        notice("n2")
            .with(IncidentField.NOTICE_IMPACT, "maintenance")
            .with(IncidentField.COMPONENTS, "checkout")
            .with(IncidentField.OPENED_AT, "2026-10-28T10:00:00Z"),
        comment("u1", "internal", "2026-10-28T10:02:00Z"),
        comment("u2", "stakeholder", "2026-10-28T10:10:00Z"),
        comment("u3", "stakeholder", "2026-10-28T10:20:00Z"),
        changed("CHG1", "anna", "anna", "2026-11-10T08:00:00Z"),
        changed("CHG2", "anna", "bert", "2026-11-10T09:00:01Z")
            .with(IncidentField.GOVERNANCE_POLICY, "CP-1")
            .with(IncidentField.DEPLOYMENT_STRATEGY, "canary"),
        runbook("sha256:1")
            .export("r1")
            .with(IncidentField.OWNER, "Payments")
            .with(
                IncidentField.SECTIONS,
                "rollback 20 empty\npreconditions 10\nsuccess_indicators 17\nsteps 14"));
  }

  @Test
  @DisplayName("tell by KPIs how long it took until stakeholders and customers were told")
  void kpis() throws IOException {
    KpiRows kpis = KpiRows.of(Subject.UPDATES, updates, EVALUATION);

    Row stakeholders = kpis.row("time_to_first_stakeholder_update", "2026-W44");
    Row customers = kpis.row("time_to_first_customer_notice", "2026-W44");
    assertThat(stakeholders.<Double>getAs("value")).isEqualTo(600.0);
    assertThat(customers.<Double>getAs("value")).isEqualTo(1_860.0);
    Row told = updates.where("incident_id = 'pagerduty:P1'").first();
    assertThat(told.<Long>getAs("time_to_first_stakeholder_update_seconds"))
        .isEqualTo(stakeholders.<Double>getAs("value").longValue());
    assertThat(told.<Long>getAs("time_to_first_customer_update_seconds"))
        .isEqualTo(customers.<Double>getAs("value").longValue());
    // Neither the page without a priority nor the ticket of priority 4 is urgent.
    assertThat(kpis.told("stakeholder_update_within_1_hour", "2026-W44"))
        .isEqualTo("1 of 1, excluded 1 {not_urgent=1}");
    assertThat(kpis.told("customer_notice_within_30_minutes", "2026-W44"))
        .isEqualTo("0 of 1, excluded 1 {not_urgent=1}");
    assertThat(kpis.told("stakeholder_update_coverage", "2026-W44"))
        .isEqualTo("1 of 1, excluded 1 {not_urgent=1}");
    assertThat(kpis.told("customer_notice_coverage", "2026-W46"))
        .isEqualTo("0 of 0, excluded 1 {not_urgent=1}");
    assertThat(kpis.segmentTypes())
        .containsExactly("all", "priority", "service", "system", "tenant");
  }

  private String line(String rule, String period, String segment) {
    List<Row> rows =
        compliance.stream()
            .filter(row -> rule.equals(row.getAs("rule")))
            .filter(row -> period.equals(row.getAs("period")))
            .filter(row -> segment.equals(row.getAs("segment")))
            .filter(row -> !"tenant".equals(row.getAs("segment_type")))
            .toList();
    assertThat(rows).as(rule + " " + period + " " + segment).hasSize(1);
    Row row = rows.get(0);
    return row.getAs("checked_count")
        + " checked, "
        + row.getAs("met_count")
        + " met, "
        + row.getAs("not_applicable_count")
        + " n/a, "
        + row.getAs("compliance_ratio");
  }

  private static BronzeRecord comment(String key, String audience, String at) {
    return update(key)
        .with(IncidentField.PARENT, "sys-1")
        .with(IncidentField.AUDIENCE, audience)
        .with(IncidentField.OPENED_AT, at);
  }

  private static BronzeRecord changed(
      String key, String implementer, String approver, String approvedAt) {
    return change(key)
        .with(IncidentField.NUMBER, key)
        .with(IncidentField.CHANGE_TYPE, "normal")
        .with(IncidentField.STATE, "CLOSED")
        .with(IncidentField.SERVICE, "checkout")
        .with(IncidentField.IMPLEMENTER, implementer)
        .with(IncidentField.APPROVED_BY, approver)
        .with(IncidentField.APPROVED_AT, approvedAt)
        .with(IncidentField.START_AT, "2026-11-10T09:00:00Z");
  }

  private static Row export(String id, String fileName) {
    return RowFactory.create(
        id,
        "test",
        "runbooks-markdown",
        fileName,
        null,
        "c0",
        "c0",
        "s0",
        10L,
        "read",
        1L,
        1L,
        1L,
        0L,
        0L,
        null,
        null,
        new String[0],
        "batch");
  }
}
