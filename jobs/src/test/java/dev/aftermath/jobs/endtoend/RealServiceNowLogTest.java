package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The real ServiceNow log, from its zip to gold through the shipped settings,")
class RealServiceNowLogTest {
  private TestPlatform platform;
  private IngestionSummary ingested;

  @BeforeAll
  void takeIn(SparkSession spark, @TempDir Path folder) {
    Path zip = RealData.at("servicenow/uci498_incident_event_log.zip");
    RealData.copy(zip, folder.resolve("exports/uci498_incident_event_log.zip"));
    platform = TestPlatform.in(folder, spark);
    ingested = platform.ingest(folder.resolve("exports"));
    platform.compute(Instant.parse("2017-03-06T00:00:00Z"));
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
    Row mttr = kpi("mttr");
    assertThat(mttr.<Long>getAs("n")).isEqualTo(23_362);
    assertThat(mttr.<Double>getAs("mean_seconds") / 60)
        .isEqualTo(10_690.294923379848, offset(1e-9));
    assertThat(mttr.<Double>getAs("median_seconds") / 60).isEqualTo(1_326.0);
    assertThat(kpi("incident_count").<Long>getAs("n")).isEqualTo(24_918);
    assertThat(kpi("sla_met_ratio").<Long>getAs("numerator_count")).isEqualTo(15_803);
    assertThat(kpi("sla_met_ratio").<Long>getAs("n")).isEqualTo(24_918);
    assertThat(kpi("reopened_count").<Long>getAs("n")).isEqualTo(275);
    assertThat(kpi("mttr_with_recovered").<Long>getAs("n")).isEqualTo(23_362 + 1_543);
  }

  private Row kpi(String id) {
    return platform
        .read(KpiValues.TABLE)
        .where("period = 'all' AND segment_type = 'all'")
        .where("kpi_id = '" + id + "'")
        .first();
  }
}
