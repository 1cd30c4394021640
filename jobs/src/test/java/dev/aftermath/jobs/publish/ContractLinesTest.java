package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.Condition.RequiredField;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.contract.ContractRule.Severity;
import dev.aftermath.jobs.domain.contract.SubjectKind;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.ContractRuleLine.Span;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The lines about the operations contract")
class ContractLinesTest {
  private static final ReportWeek WEEK = ReportWeek.labelled("2026-W47", ZoneId.of("UTC"));
  private static final Incidents INCIDENTS =
      new Incidents(List.of(), List.of(), Map.of(), Map.of("pagerduty:Q1", "#1042"));

  @Test
  @DisplayName("put the gravest and newest finding first, by the name people know it by")
  void findings(SparkSession spark) {
    assertThat(findings(spark, "tenant"))
        .extracting(
            ContractFindingLine::severity, ContractFindingLine::number, line -> line.state().name())
        .containsExactly(
            tuple("high", "#1042", "OPEN"),
            tuple("high", "INC1", "OPEN"),
            tuple("high", "runbook:restart", "OPEN"),
            tuple("low", "INC2", "CLOSED"));
  }

  @Test
  @DisplayName("count the open findings of a rule, and those of the week apart")
  void open(SparkSession spark) {
    List<ContractRuleLine> lines =
        ContractLines.rules(
            List.of(rule("tenant", SubjectKind.INCIDENT, Severity.HIGH)),
            List.of(),
            findings(spark, "tenant"),
            WEEK);
    assertThat(lines)
        .extracting(ContractRuleLine::openCount, ContractRuleLine::newOpenCount)
        .containsExactly(tuple(3L, 1L));
  }

  @Test
  @DisplayName("put the gravest and least kept rule first, and what had nothing to check last")
  void rules(SparkSession spark) {
    List<Cells> rows =
        SampleCells.of(
            spark,
            "rule, period, met_count, checked_count",
            List.of(
                "('impact', '2026-W47', 9L, 10L)",
                "('impact', 'all', 90L, 100L)",
                "('steps', 'all', 8L, 12L)",
                "('cause', '2026-W47', 1L, 10L)",
                "('impact', '2026-W46', 10L, 10L)"));
    List<ContractRuleLine> lines =
        ContractLines.rules(
            List.of(
                rule("cause", SubjectKind.INCIDENT, Severity.LOW),
                rule("impact", SubjectKind.INCIDENT, Severity.HIGH),
                rule("policy", SubjectKind.CHANGE, Severity.HIGH),
                rule("steps", SubjectKind.RUNBOOK, Severity.HIGH)),
            rows,
            List.of(),
            WEEK);
    assertThat(lines)
        .extracting(
            ContractRuleLine::rule,
            ContractRuleLine::span,
            ContractRuleLine::checkedCount,
            ContractRuleLine::brokenCount)
        .containsExactly(
            tuple("steps", Span.NOW, 12L, 4L),
            tuple("impact", Span.WEEK, 10L, 1L),
            tuple("cause", Span.WEEK, 10L, 9L),
            tuple("policy", Span.WEEK, 0L, 0L));
    assertThat(lines.get(1).metRatio()).isEqualTo(0.9);
    assertThat(lines.get(3).metRatio()).isNull();
    assertThat(lines.get(0).variation()).isNull();
  }

  private static List<ContractFindingLine> findings(SparkSession spark, String rule) {
    String all = "'x', '%s is not stated', NULL".formatted(rule);
    List<Cells> rows =
        SampleCells.of(
            spark,
            "severity, subject_key, number, is_open, at, rule, rule_version, rule_owner, subject,"
                + " title, services, tenant, missing_field, reason, place",
            List.of(
                    "('low', 'servicenow:2', 'INC2', false, TIMESTAMP '2026-11-18 00:00:00Z', %s)",
                    "('high', 'runbook:restart', NULL, true, NULL, %s)",
                    "('high', 'servicenow:1', 'INC1', true, TIMESTAMP '2026-11-10 00:00:00Z', %s)",
                    "('high', 'pagerduty:Q1', '1042', true, TIMESTAMP '2026-11-17 00:00:00Z', %s)")
                .stream()
                .map(
                    row ->
                        row.formatted(
                            "'%s', 1L, 'Owners', 'incident', 'A title', array('cart'), NULL, %s"
                                .formatted(rule, all)))
                .toList());
    return ContractLines.findings(rows, INCIDENTS);
  }

  private static ContractRule rule(String id, SubjectKind subject, Severity severity) {
    return new ContractRule(
        id, 1, subject, new RequiredField(id), Map.of(), severity, null, "Text.", "Owners");
  }
}
