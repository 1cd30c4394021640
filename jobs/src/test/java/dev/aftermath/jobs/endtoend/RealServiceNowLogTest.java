package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.testing.KpisOfAllTime;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SparkTest
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The real ServiceNow log, from its zip to gold through the shipped settings,")
class RealServiceNowLogTest {
  private static final Instant AS_OF = Instant.parse("2017-03-06T00:00:00Z");

  private TestPlatform platform;
  private KpisOfAllTime kpis;
  private IngestionSummary ingested;

  @BeforeAll
  void takeIn(SparkSession spark, @TempDir Path folder) throws IOException {
    Path zip = RealData.at("servicenow/uci498_incident_event_log.zip");
    RealData.copy(zip, folder.resolve("exports/uci498_incident_event_log.zip"));
    platform = TestPlatform.in(folder, spark);
    ingested = platform.ingest(folder.resolve("exports"));
    platform.compute(AS_OF);
    kpis =
        KpisOfAllTime.of(platform.read(IncidentFacts.TABLE), new Evaluation(AS_OF, ZoneOffset.UTC));
  }

  @Test
  @DisplayName("is accounted for row by row")
  void account() {
    assertThat(ingested.newExportCount()).isEqualTo(1);
    assertThat(ingested.goodCount()).isEqualTo(141_712);
    assertThat(ingested.duplicateCount()).isZero();
    assertThat(ingested.quarantinedCount()).isZero();
    assertThat(ingested.refused()).isEmpty();
    platform.assertAccountsBalance();
    assertThat(platform.read(Exports.TABLE).first().<String>getAs("entry_name"))
        .isEqualTo("incident_event_log.csv");
  }

  @Test
  @DisplayName("gives 24,918 incidents, 23,362 of them resolved on record, and recovers 1,543")
  void facts() {
    Dataset<Row> facts = platform.read(IncidentFacts.TABLE);

    assertThat(facts.count()).isEqualTo(24_918);
    assertThat(facts.where("resolved_basis = 'recorded'").count()).isEqualTo(23_362);
    assertThat(facts.where("resolved_basis = 'event_log'").count()).isEqualTo(1_543);
    assertThat(facts.where("resolved_at IS NULL").count()).isEqualTo(1_556 - 1_543);
    assertThat(facts.where("is_reopened").count()).isEqualTo(275);
    assertThat(facts.where("made_sla").count()).isEqualTo(15_803);
  }

  @Test
  @DisplayName("gives the reference figures of time to resolve, SLA and reopening")
  void kpis() {
    KpiFigure mttr = kpis.figure("mttr");
    assertThat(mttr.n()).isEqualTo(23_362);
    assertThat(minutes(mttr.mean())).isEqualTo(10_690.294923379848, offset(1e-9));
    assertThat(minutes(mttr.median())).isEqualTo(1_326.0);
    assertThat(kpis.figure("incident_count").n()).isEqualTo(24_918);
    KpiFigure sla = kpis.figure("sla_met_ratio");
    assertThat(sla.total()).isEqualTo(15_803);
    assertThat(sla.n()).isEqualTo(24_918);
    assertThat(kpis.figure("reopened_count").n()).isEqualTo(275);
    assertThat(kpis.figure("mttr_with_recovered").n()).isEqualTo(23_362 + 1_543);
  }

  @ParameterizedTest(name = "priority {0}")
  @CsvSource({
    "1,   270, 15965.040741, 4814.5,     5,   270",
    "2,   408,  9147.397059, 2294.0,     2,   408",
    "3, 22010, 10461.242572, 1293.0, 15145, 23466",
    "4,   674, 16991.130564,  301.0,   651,   774"
  })
  @DisplayName("gives the reference figures of each priority")
  void priorities(String priority, long n, double mean, double median, long met, long all) {
    Segment segment = new Segment("priority", priority);
    KpiFigure mttr = kpis.figure("mttr", segment);
    assertThat(mttr.n()).isEqualTo(n);
    assertThat(minutes(mttr.mean())).isEqualTo(mean, offset(1e-6));
    assertThat(minutes(mttr.median())).isEqualTo(median);
    KpiFigure sla = kpis.figure("sla_met_ratio", segment);
    assertThat(sla.total()).isEqualTo(met);
    assertThat(sla.n()).isEqualTo(all);
  }

  @Test
  @DisplayName("has each of its incidents in one of the weeks of each priority")
  void weeks() {
    Dataset<Row> weeks = platform.read(KpiValues.TABLE);

    assertThat(
            weeks
                .where("kpi_id = 'sla_met_ratio' AND segment_type = 'priority'")
                .groupBy("segment")
                .agg(sum("numerator_count"), sum("n"))
                .orderBy("segment")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,5,270]", "[2,2,408]", "[3,15145,23466]", "[4,651,774]");
    assertThat(weeks.where("kpi_id = 'mttr' AND segment_type = 'all'").agg(sum("n")).first().get(0))
        .isEqualTo(23_362L);
  }

  @Test
  @DisplayName("gives 21 minutes to the first change of state, and flags the two below 0")
  void firstTouch() {
    Dataset<Row> facts = platform.read(IncidentFacts.TABLE);

    assertThat(facts.selectExpr("percentile(time_to_first_touch_seconds, 0.5)").first().get(0))
        .isEqualTo(21 * 60.0);
    assertThat(facts.where("time_to_first_touch_seconds < 0").count()).isEqualTo(2);
    assertThat(facts.where("array_contains(flags, 'touched_before_opened')").count()).isEqualTo(2);
    assertThat(facts.where("match_rule IS NOT NULL OR match_state <> 'only_servicenow'").count())
        .isZero();
  }

  private static double minutes(@Nullable Double seconds) {
    return Objects.requireNonNull(seconds) / 60;
  }
}
