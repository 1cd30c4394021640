package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SparkTest
@DisplayName("What is computed from a simulated world's exports is what was true in it")
class TrueWorldTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  @DisplayName(
      "every service's requests, every kind of incident, every broken contract, promise, SLA,"
          + " interruption and gap of being on call")
  void truth(SparkSession spark, @TempDir Path folder) throws IOException {
    TestPlatform platform = TestPlatform.in(folder, spark);
    Path exports = TinyWorld.write(folder.resolve("world"), 3, 3, 30);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);

    Path truth = exports.resolveSibling("truth");
    assertThat(computedBudgets(platform)).isEqualTo(trueBudgets(truth)).hasSize(3);
    SmallWorld told = SmallWorld.read(truth, TinyWorld.END);
    Map<String, String> slas = TrueSlas.outcomes(told.lines("slas.jsonl"));
    Lines.assertSame("SLAs", slas, TrueSlas.computed(platform.read(SlaOutcomes.TABLE)));
    Map<String, String> load = TrueLoad.sums(told.lines("interruptions.json"));
    assertThat(load).hasSizeGreaterThan(4);
    Lines.assertSame(
        "interruptions by team",
        load,
        TrueLoad.computed(
            platform, new Evaluation(TinyWorld.AS_OF, platform.settings().reportZone())));
    assertThat(platform.read(InterruptionLoad.TABLE).isEmpty()).isTrue();
    Lines.assertSame(
        "gaps of being on call",
        TrueLoad.gaps(told.lines("on_call_gaps.json")),
        TrueLoad.computedGaps(platform));
    TrueSlas.assertHoldsEverything(slas);
    JsonNode counts = JSON.readTree(truth.resolve("counts.json").toFile());
    Dataset<Row> facts = platform.read(IncidentFacts.TABLE);
    assertCount(facts, "population = 'merged'", counts, "incidents_merged_child");
    assertCount(
        facts, "population = 'test' AND pagerduty_key IS NOT NULL", counts, "incidents_test");
    assertCount(facts, "resolver_kind = 'TIMEOUT'", counts, "pages_resolved_by_timeout");
    assertCount(facts, "escalation_count > 0", counts, "pages_escalated");
    assertCount(
        facts, "array_contains(missing_fields, 'tenant')", counts, "defect_ticket_without_tenant");
    TrueIncidents.in(truth).assertAreThoseOf(facts);
    TrueContracts.assertFound(platform, truth);
    TruePostmortems.in(truth)
        .assertAreThoseOf(
            platform,
            Computation.endOfLastClosedDay(TinyWorld.AS_OF, platform.settings().reportZone()));
    TrueCauses.assertFound(platform, truth);
    TruePromises.assertFound(
        platform,
        truth,
        Computation.endOfLastClosedDay(TinyWorld.AS_OF, platform.settings().reportZone()));
    TrueAlerts.in(truth).assertAreThoseOf(platform.read(Alerts.TABLE));
    TrueAlerts.in(truth).assertWorth(platform.read(AlertQuality.TABLE));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 8, 21})
  @DisplayName("every incident's matching and course, and what came again, in worlds of records")
  void courses(long seed, SparkSession spark, @TempDir Path folder) throws IOException {
    Path exports = TinyWorld.writeRecords(folder.resolve("world"), seed, 6, 6, 60);
    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(exports);
    Dataset<Row> incidents =
        SampleIncidents.of(
                platform.read(Records.TABLE),
                MatchingSettings.read(TestPlatform.CONF.resolve("matching.yaml")))
            .cache();
    Dataset<Row> alerts =
        Alerts.build(
            platform.read(Records.TABLE),
            incidents,
            MatchingSettings.alerts(TestPlatform.CONF.resolve("matching.yaml")));
    Dataset<Row> facts =
        IncidentFacts.build(
            incidents, alerts, new Evaluation(TinyWorld.END, platform.settings().reportZone()));

    Path truth = exports.resolveSibling("truth");
    TrueIncidents.in(truth).assertAreThoseOf(facts);
    TrueAlerts.in(truth).assertAreThoseOf(alerts);
  }

  private static void assertCount(Dataset<Row> rows, String which, JsonNode counts, String kind) {
    assertThat(rows.where(which).count()).as(kind).isEqualTo(counts.path(kind).asLong());
  }

  private static Map<String, String> computedBudgets(TestPlatform platform) {
    Map<String, String> budgets = new TreeMap<>();
    for (Row row :
        platform
            .read(SloSliceDays.TABLE)
            .where("slo NOT LIKE '%-month'")
            .groupBy("service")
            .agg(
                org.apache.spark.sql.functions.sum("good"),
                org.apache.spark.sql.functions.sum("total"))
            .collectAsList()) {
      budgets.put(row.getString(0), whole(row.getDecimal(1)) + " of " + whole(row.getDecimal(2)));
    }
    return budgets;
  }

  private static String whole(BigDecimal number) {
    return number.toBigIntegerExact().toString();
  }

  private static Map<String, String> trueBudgets(Path truth) throws IOException {
    Map<String, long[]> sums = new TreeMap<>();
    for (JsonNode budget : JSON.readTree(truth.resolve("budgets.json").toFile())) {
      long[] sum = sums.computeIfAbsent(budget.path("service").asText(), service -> new long[2]);
      sum[0] += budget.path("good").asLong();
      sum[1] += budget.path("total").asLong();
    }
    Map<String, String> budgets = new TreeMap<>();
    sums.forEach((service, sum) -> budgets.put(service, sum[0] + " of " + sum[1]));
    return budgets;
  }
}
