package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.ElapsedTime;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleFacts;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The gold tables of incidents")
class KpiValuesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The end of ISO week 2026-W46 in Berlin: Monday 16 November, 00:00. */
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-15T23:00:00Z"), BERLIN);

  private Dataset<Row> facts;
  private Dataset<Row> kpis;

  /**
   * Week 43 (the one in which summer time ends): four incidents acknowledged after 10, 20, 30 and
   * 40 s, a merged one and one that a timeout resolved. Week 44: nothing. Week 45: a ticket that is
   * still open. Week 46: a ticket that ends before it begins.
   */
  @BeforeAll
  void compute(SparkSession spark) throws IOException {
    Dataset<Row> records =
        table(
            spark,
            paged("P1", 10, ActorKind.HUMAN),
            paged("P2", 20, ActorKind.HUMAN),
            paged("P3", 30, ActorKind.HUMAN),
            paged("P4", 40, ActorKind.AUTOMATION),
            paged("P5", 1, ActorKind.HUMAN).with(IncidentField.MERGED_INTO, "P1"),
            page("P6")
                .version("2026-10-25T22:59:59Z")
                .with(IncidentField.STATE, "RESOLVED")
                .with(IncidentField.OPENED_AT, "2026-10-25T22:00:00Z")
                .event("2026-10-25T22:59:59Z", EventKind.RESOLVED, ActorKind.TIMEOUT),
            ticket("T1")
                .version("2026-11-05T10:00:00Z")
                .with(IncidentField.STATE, "IN_PROGRESS")
                .with(IncidentField.SERVICE, "search")
                .with(IncidentField.OPENED_AT, "2026-11-05T09:00:00Z")
                .with(IncidentField.CAUSE_TEXT, "Queue full on mq-7.example.com"),
            ticket("T2")
                .version("2026-11-12T10:00:00Z")
                .with(IncidentField.STATE, "CLOSED")
                .with(IncidentField.SERVICE, "search")
                .with(IncidentField.TENANT, "north")
                .with(IncidentField.MADE_SLA, "true")
                .with(IncidentField.OPENED_AT, "2026-11-12T09:00:00Z")
                .with(IncidentField.RESOLVED_AT, "2026-11-12T08:00:00Z")
                .with(IncidentField.CAUSE_TEXT, "queue FULL on mq-8.example.com."));
    facts = SampleFacts.of(records, EVALUATION).cache();
    kpis =
        Timestamps.asText(
                KpiValues.build(
                    Map.of(Subject.INCIDENTS, KpiInput.ofIncidents(facts)),
                    KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()),
                    EVALUATION))
            .cache();
  }

  @Test
  @DisplayName("give exact type 7 quantiles of the vector 10, 20, 30, 40")
  void quantiles() {
    Row mtta = kpi("mtta", "2026-W43");
    assertThat(mtta.<Long>getAs("n")).isEqualTo(4);
    assertThat(mtta.<Double>getAs("mean_seconds")).isEqualTo(25.0);
    assertThat(mtta.<Double>getAs("median_seconds")).isEqualTo(25.0);
    assertThat(mtta.<Double>getAs("p90_seconds")).isEqualTo(37.0);
    assertThat(mtta.<Long>getAs("excluded_count")).isEqualTo(2);
  }

  @Test
  @DisplayName("show a week without incidents as n = 0 and no mean")
  void emptyWeek() {
    Row empty = kpi("mttr", "2026-W44");
    assertThat(empty.<Long>getAs("n")).isZero();
    assertThat(empty.<Double>getAs("mean_seconds")).isNull();
    assertThat(empty.<Double>getAs("value")).isNull();
    assertThat(kpi("incident_count", "2026-W44").<Double>getAs("value")).isZero();
  }

  @Test
  @DisplayName("count weeks in the report's zone, the longer one at the end of summer time too")
  void weeks() {
    Row week = kpi("incident_count", "2026-W43");
    assertThat(week.<String>getAs("period_start_at")).isEqualTo("2026-10-18T22:00:00Z");
    assertThat(week.<String>getAs("period_end_at")).isEqualTo("2026-10-25T23:00:00Z");
    assertThat(week.<Long>getAs("n")).isEqualTo(5);
    assertThat(week.<Long>getAs("excluded_count")).isEqualTo(1);
    assertThat(kpi("incident_count", "2026-W46").<Boolean>getAs("is_complete")).isTrue();
    assertThat(kpis.where("kpi_id = 'incident_count' AND segment_type = 'all'").count())
        .isEqualTo(4);
  }

  @Test
  @DisplayName("keep resolutions by timeout apart and leave impossible durations out")
  void timeResolve() {
    assertThat(kpi("mttr", "2026-W43").<Long>getAs("n")).isEqualTo(4);
    assertThat(kpi("mttr_timeout", "2026-W43").<Double>getAs("value")).isEqualTo(3_599.0);
    assertThat(kpi("mttr", "2026-W46").<Long>getAs("n")).isZero();
    assertThat(kpi("mttr", "2026-W46").<Long>getAs("excluded_count")).isEqualTo(1);
    Row impossible = Timestamps.asText(facts).where("servicenow_key = 'T2'").first();
    assertThat(impossible.<Long>getAs("time_to_resolve_seconds")).isEqualTo(-3_600);
    List<String> flags = impossible.getList(impossible.fieldIndex("flags"));
    assertThat(flags).containsExactly("resolved_before_opened");
  }

  @Test
  @DisplayName("count what was open when each week ended")
  void stock() {
    assertThat(kpi("open_count", "2026-W43").<Long>getAs("n")).isZero();
    assertThat(kpi("open_count", "2026-W45").<Long>getAs("n")).isEqualTo(1);
    assertThat(kpi("open_count", "2026-W46").<Long>getAs("n")).isEqualTo(1);
    assertThat(
            Timestamps.asText(facts)
                .where("servicenow_key = 'T1'")
                .first()
                .<Long>getAs("open_age_seconds"))
        .isEqualTo((10 * 24 + 14) * 3_600L);
  }

  @Test
  @DisplayName("tell at each week's end how long what is open has been so, and stand by that")
  void age() {
    Row first = kpi("open_age", "2026-W45");
    assertThat(first.<Long>getAs("n")).isEqualTo(1);
    assertThat(first.<Double>getAs("value")).isEqualTo((3 * 24 + 14) * 3_600.0);
    assertThat(first.<String>getAs("open_as_of")).isNull();
    assertThat(kpi("open_age", "2026-W46").<Double>getAs("value"))
        .isEqualTo((10 * 24 + 14) * 3_600.0);
    assertThat(kpi("open_age", "2026-W43").<Double>getAs("value")).isNull();
  }

  @Test
  @DisplayName("count an open ticket beside the durations of every week it is open in")
  void notOver() {
    assertThat(kpi("mttr", "2026-W43").<Long>getAs("open_n")).isZero();
    assertThat(kpi("mttr", "2026-W43").<Double>getAs("kaplan_meier_median_seconds"))
        .isEqualTo(3_600.0);
    assertThat(kpi("mttr", "2026-W45").<Long>getAs("open_n")).isEqualTo(1);
    assertThat(kpi("mttr", "2026-W46").<Long>getAs("open_n")).isEqualTo(1);
    assertThat(kpi("mttr", "2026-W46").<Double>getAs("kaplan_meier_median_seconds")).isNull();
    assertThat(kpi("mttr", "2026-W43").<String>getAs("longest_incident_id"))
        .isEqualTo("pagerduty:P4");
    assertThat(kpi("mttr", "2026-W43").<Long>getAs("mean_change_seconds")).isNull();
  }

  @Test
  @DisplayName("show as open what was resolved after the evaluation only")
  void asOf() {
    Evaluation earlier = new Evaluation(Instant.parse("2026-10-25T22:30:00Z"), BERLIN);
    Dataset<Row> incidents =
        facts
            .drop(
                "open_as_of",
                "alert_count",
                "first_alert_at",
                "detected_at",
                "is_internally_detected")
            .withColumn("is_open", functions.lit(false))
            .withColumn("flags", functions.array().cast("array<string>"));
    Dataset<Row> noAlerts = facts.sparkSession().createDataFrame(List.of(), Alerts.TABLE.schema());
    Row then =
        Timestamps.asText(IncidentFacts.build(incidents, noAlerts, earlier))
            .where("pagerduty_key = 'P6'")
            .first();
    assertThat(then.<Boolean>getAs("is_open")).isTrue();
    assertThat(then.<Long>getAs("open_age_seconds")).isEqualTo(1_800);
  }

  @Test
  @DisplayName("measure elapsed seconds and weeks as the domain does")
  void parity(SparkSession spark) {
    Instant start = Instant.parse("2026-03-29T00:30:00.5Z");
    for (long millis : new long[] {0, 999, 1_000, -1, -5_000, -5_001, -3_600_000, 86_400_000L}) {
      Instant end = start.plusMillis(millis);
      Row row =
          spark
              .range(1)
              .select(
                  Elapsed.seconds(functions.lit(start), functions.lit(end)).as("seconds"),
                  WeekColumns.label(WeekColumns.mondayOf(functions.lit(end), BERLIN)).as("week"))
              .first();
      assertThat(row.getLong(0)).isEqualTo(ElapsedTime.seconds(start, end));
      assertThat(row.getString(1)).isEqualTo(ReportWeek.holding(end, BERLIN).label());
    }
  }

  private Row kpi(String id, String period) {
    List<Row> rows =
        kpis.where("segment_type = 'all' AND kpi_id = '" + id + "'")
            .where(functions.col("period").equalTo(period))
            .collectAsList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static BronzeRecord paged(String key, int acknowledgedAfter, ActorKind resolver) {
    Instant opened = Instant.parse("2026-10-20T10:00:00Z");
    return page(key)
        .version("2026-10-20T11:00:00Z")
        .with(IncidentField.STATE, "RESOLVED")
        .with(IncidentField.SERVICE, "checkout")
        .with(IncidentField.OPENED_AT, opened.toString())
        .event(
            opened.plusSeconds(acknowledgedAfter).toString(),
            EventKind.ACKNOWLEDGED,
            ActorKind.HUMAN)
        .event("2026-10-20T11:00:00Z", EventKind.RESOLVED, resolver);
  }
}
