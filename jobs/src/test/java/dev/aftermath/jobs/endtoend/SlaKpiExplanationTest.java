package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.testing.BronzeRecord.sla;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.FrozenFigure;
import dev.aftermath.jobs.pipeline.FrozenFigureText;
import dev.aftermath.jobs.pipeline.KpiExplanation;
import dev.aftermath.jobs.pipeline.KpiExplanationText;
import dev.aftermath.jobs.pipeline.Pipeline;
import dev.aftermath.jobs.pipeline.Progress;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A KPI of SLAs")
class SlaKpiExplanationTest {
  private static final Instant AS_OF = Instant.parse("2026-11-18T11:00:00Z");

  private TestPlatform platform;
  private KpiExplanation.Subject subject;

  /** Two SLAs are met and one is cancelled; once the week is frozen one of them was not met. */
  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) {
    Path conf = folder.resolve("conf");
    for (String file :
        List.of(
            "aftermath.yaml",
            "burn-rates/workbook.yaml",
            "slos/search.yaml",
            "kpis/slas/resolution_sla_met_ratio.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    platform = TestPlatform.in(folder, conf, spark);
    take(spark, "false", "run-1");
    take(spark, "true", "run-2");
    subject =
        new KpiExplanation.Subject(
            Computation.kpis(platform.settings()).get(0),
            ReportWeek.labelled("2026-W46", ZoneId.of("Europe/Berlin")),
            Segment.ALL,
            null);
  }

  @Test
  @DisplayName("is explained by the SLAs that make it, from their table as it was")
  void explained() {
    KpiExplanation explanation =
        KpiExplanation.of(platform.lake(), platform.settings(), subject).orElseThrow();
    KpiExplanationText text = new KpiExplanationText(explanation);

    assertThat(explanation.taken())
        .extracting(taken -> taken.id() + ": " + taken.decision().value())
        .containsExactly(
            "servicenow:INC1 P3 2026-11-10T12:00:00Z: 1",
            "servicenow:INC2 P3 2026-11-10T12:00:00Z: 0");
    assertThat(explanation.leftOut())
        .isEqualTo(Map.of("cancelled", List.of("servicenow:INC3 P3 2026-11-10T12:00:00Z")));
    assertThat(text.head())
        .contains(
            "of                 slas",
            "statistic          the part of the SLAs ended in the period of which outcome is met",
            "taken              2 SLAs");
    assertThat(text.arithmetic())
        .contains(
            "left out           cancelled, 1 SLA: servicenow:INC3 P3 2026-11-10T12:00:00Z",
            "value              1 / 2 = 0.5",
            "stored             0.5 in kpi_values, version 1, computed from sla_outcomes, version"
                + " 1: the same");
  }

  @Test
  @DisplayName("is restated when an SLA is told of otherwise after the freeze, and names it")
  void restated() {
    FrozenFigure frozen = FrozenFigure.of(platform.lake(), platform.settings(), subject);

    assertThat(frozen.restatements())
        .singleElement()
        .satisfies(restatement -> assertThat(restatement.reason()).isEqualTo("late_data"));
    assertThat(new FrozenFigureText(frozen, 1).lines())
        .contains(
            "                   value from 1.0 to 0.5",
            "                   SLA servicenow:INC2 P3 2026-11-10T12:00:00Z from 1 to 0");
  }

  private void take(SparkSession spark, String secondIsBreached, String run) {
    platform
        .lake()
        .replace(
            Records.TABLE,
            table(
                spark,
                resolved("INC1"),
                resolved("INC2"),
                resolved("INC3"),
                ended("INC1").with(IncidentField.BREACHED, "false"),
                ended("INC2").with(IncidentField.BREACHED, secondIsBreached),
                ended("INC3").with(IncidentField.SLA_STAGE, "cancelled")),
            Note.of(run));
    List<String> wanted =
        List.of(
            IncidentAccounts.TABLE.name(),
            IncidentRelations.TABLE.name(),
            Incidents.TABLE.name(),
            IncidentFacts.TABLE.name(),
            SlaClocks.TABLE.name(),
            SlaOutcomes.TABLE.name(),
            KpiValues.TABLE.name(),
            KpiRestatements.TABLE.name());
    new Pipeline(platform.lake(), run, Progress.silent())
        .run(
            Computation.steps(platform.settings(), AS_OF).stream()
                .filter(step -> wanted.contains(step.output().name()))
                .toList());
  }

  private static BronzeRecord resolved(String number) {
    return ticket(number)
        .with(IncidentField.STATE, "RESOLVED")
        .with(IncidentField.OPENED_AT, "2026-11-10T12:00:00Z")
        .with(IncidentField.RESOLVED_AT, "2026-11-10T14:00:00Z");
  }

  private static BronzeRecord ended(String number) {
    return sla(number, "P3", "2026-11-10T12:00:00Z")
        .with(IncidentField.SLA_TARGET, "resolution")
        .with(IncidentField.SLA_STAGE, "completed")
        .with(IncidentField.END_AT, "2026-11-10T14:00:00Z");
  }
}
