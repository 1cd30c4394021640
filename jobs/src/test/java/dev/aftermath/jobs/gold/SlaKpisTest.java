package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.sla;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleFacts;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The KPIs of SLAs")
class SlaKpisTest {
  private static final ReportWeek WEEK =
      ReportWeek.labelled("2026-W47", ZoneId.of("Europe/Berlin"));

  /** The end of the week after. */
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-29T23:00:00Z"), WEEK.zone());

  private static final String OPENED = "2026-11-16T08:00:00Z";

  private Dataset<Row> outcomes;
  private Dataset<Row> compliance;
  private KpiRows kpis;

  /**
   * Of ten hours each, from Monday of the week: INC1 and INC2 are met after 2 and 4 hours, INC3 is
   * breached after 12, INC4 cancelled, INC5 still runs, INC6 runs and has until next year, INC7 is
   * a test. INC1 has a response SLA too, which is met.
   */
  @BeforeAll
  void compute(SparkSession spark) throws IOException {
    List<BronzeRecord> records = new ArrayList<>();
    records.add(ended("INC1", "2026-11-16T10:00:00Z", "false"));
    records.add(ended("INC2", "2026-11-16T12:00:00Z", "false"));
    records.add(ended("INC3", "2026-11-16T20:00:00Z", "true"));
    records.add(
        ended("INC4", "2026-11-16T09:00:00Z", "false").with(IncidentField.SLA_STAGE, "cancelled"));
    records.add(begun("INC5", "resolution", "2026-11-16T18:00:00Z"));
    records.add(begun("INC6", "resolution", "2027-01-01T00:00:00Z"));
    records.add(ended("INC7", "2026-11-16T10:00:00Z", "true"));
    records.add(
        begun("INC1", "response", "2026-11-16T08:15:00Z")
            .with(IncidentField.SLA_STAGE, "completed")
            .with(IncidentField.END_AT, "2026-11-16T08:10:00Z")
            .with(IncidentField.BREACHED, "false"));
    for (int i = 1; i <= 7; i++) {
      records.add(
          ticket("INC" + i)
              .with(IncidentField.SERVICE, i < 3 ? "checkout" : "search")
              .with(IncidentField.OPENED_AT, OPENED)
              .with(IncidentField.RESOLVED_AT, "2026-11-16T20:00:00Z")
              .with(IncidentField.INCIDENT_KIND, i == 7 ? "test" : "incident")
              .with(IncidentField.STATE, "RESOLVED"));
    }
    Dataset<Row> table = table(spark, records.toArray(BronzeRecord[]::new));
    Dataset<Row> facts = SampleFacts.of(table, EVALUATION).cache();
    outcomes = SlaOutcomes.build(SlaClocks.build(table), facts, List.of()).cache();
    compliance = SlaCompliance.build(outcomes, facts, EVALUATION);
    kpis = KpiRows.of(Subject.SLAS, outcomes, EVALUATION);
  }

  @Test
  @DisplayName("are those of sla_compliance where each incident has one SLA of the target")
  void parity() {
    List<Row> weeks =
        compliance.where("met_ratio IS NOT NULL AND period_type = 'week'").collectAsList();
    assertThat(weeks).isNotEmpty();
    for (Row row : weeks) {
      Row kpi =
          kpis.row(
              row.getAs("target") + "_sla_met_ratio",
              row.getAs("period"),
              row.getAs("segment_type"),
              row.getAs("segment"));

      assertThat(kpi.<Double>getAs("value")).as(row.toString()).isEqualTo(row.getAs("met_ratio"));
      assertThat(kpi.<Long>getAs("numerator_count"))
          .as(row.toString())
          .isEqualTo(row.getAs("met_count"));
    }
  }

  @Test
  @DisplayName("have one denominator of what is decided, and one of what should be")
  void denominators() {
    assertThat(kpis.told("resolution_sla_met_ratio", "2026-W47"))
        .isEqualTo("2 of 3, excluded 3 {cancelled=1, not_counted=1, other_target=1}");
    assertThat(kpis.told("resolution_sla_met_ratio_with_overdue", "2026-W47"))
        .isEqualTo("2 of 4, excluded 3 {cancelled=1, not_counted=1, other_target=1}");
    assertThat(kpis.told("response_sla_met_ratio", "2026-W47"))
        .isEqualTo("1 of 1, excluded 5 {not_counted=1, other_target=4}");
    assertThat(kpis.told("response_sla_met_ratio_with_overdue", "2026-W47"))
        .isEqualTo("1 of 1, excluded 6 {not_counted=1, other_target=5}");
  }

  @Test
  @DisplayName("tell the part of the allowed time that had passed, in the middle of 20, 40 and 120")
  void elapsed() {
    Row row = kpis.row("resolution_sla_elapsed", "2026-W47");

    assertThat(row.<Long>getAs("n")).isEqualTo(3);
    assertThat(row.<Double>getAs("value")).isEqualTo(40.0);
    assertThat(row.<String>getAs("unit")).isEqualTo("percent");
  }

  @Test
  @DisplayName("are told apart by what SLAs have, and run to the last week though it is empty")
  void segments() {
    assertThat(kpis.segmentTypes()).containsExactly("all", "priority", "service", "team", "tenant");
    assertThat(kpis.row("resolution_sla_met_ratio", "2026-W48").<Double>getAs("value")).isNull();
    assertThat(
            kpis.row("resolution_sla_met_ratio", "2026-W47", "service", "search")
                .<Double>getAs("value"))
        .isZero();
  }

  @Test
  @DisplayName("are made of SLAs that can be listed, of which one incident may have several")
  void cases() {
    KpiDefinition definition = kpis.definition("resolution_sla_met_ratio_with_overdue");

    assertThat(
            KpiCases.of(
                    outcomes,
                    List.of(definition),
                    new Interval(WEEK.start(), WEEK.end()),
                    Segment.ALL,
                    EVALUATION)
                .get(definition))
        .filteredOn(decided -> decided.decision() instanceof Decision.Taken)
        .extracting(decided -> decided.id() + ((Decision.Taken) decided.decision()).value())
        .containsExactly(
            "servicenow:INC1 P3 resolution 2026-11-16T08:00:00Z1",
            "servicenow:INC2 P3 resolution 2026-11-16T08:00:00Z1",
            "servicenow:INC3 P3 resolution 2026-11-16T08:00:00Z0",
            "servicenow:INC5 P3 resolution 2026-11-16T08:00:00Z0");
  }

  private static BronzeRecord ended(String number, String end, String breached) {
    return begun(number, "resolution", "2026-11-16T18:00:00Z")
        .with(IncidentField.SLA_STAGE, "completed")
        .with(IncidentField.END_AT, end)
        .with(IncidentField.BREACHED, breached);
  }

  private static BronzeRecord begun(String number, String target, String due) {
    return sla(number, "P3 " + target, OPENED)
        .with(IncidentField.SLA_TARGET, target)
        .with(IncidentField.BREACH_AT, due)
        .with(IncidentField.ORIGINAL_BREACH_AT, due);
  }
}
