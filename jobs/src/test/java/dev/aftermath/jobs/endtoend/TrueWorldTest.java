package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    assertThat(computedSlas(platform)).containsExactlyInAnyOrderElementsOf(trueSlas(truth));
    assertThat(computedLoad(platform))
        .containsExactlyInAnyOrderElementsOf(trueLoad(truth))
        .hasSizeGreaterThan(4);
    assertThat(platform.read(InterruptionLoad.TABLE).isEmpty()).isTrue();
    assertThat(computedGaps(platform))
        .containsExactlyInAnyOrderElementsOf(trueGaps(truth))
        .isNotEmpty();
    assertThat(trueSlas(truth))
        .anyMatch(sla -> sla.contains(" breached "))
        .anyMatch(sla -> sla.contains(" 600 "))
        .anyMatch(sla -> sla.contains("contradicts"));
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

  /** Of each team alone: the tiny world's teams are smaller than those that are shown. */
  private static List<String> computedLoad(TestPlatform platform) throws IOException {
    OnCallSettings shipped =
        OnCallSettings.read(
                TestPlatform.CONF.resolve("on-call.yaml"),
                Calendars.read(TestPlatform.CONF.resolve("calendars")))
            .orElseThrow();
    Dataset<Row> interruptions = platform.read(Interruptions.TABLE);
    Dataset<Row> alone =
        interruptions
            .selectExpr(
                "'page' AS kind",
                "team",
                "CAST(null AS TIMESTAMP) AS together_since_at",
                "TIMESTAMP '2000-01-01 00:00:00' AS alone_since_at")
            .distinct();
    return InterruptionLoad.build(
            interruptions,
            alone,
            new OnCallSettings(shipped.hours(), shipped.incidentsPerShift(), 1),
            new Evaluation(TinyWorld.AS_OF, shipped.hours().zone()))
        .where("interruption_count > 0 OR disturbed_night_count > 0")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getAs("week")
                    + " "
                    + row.getAs("teams")
                    + Stream.of("business", "off", "sleep", "disrupted_hour", "disturbed_night")
                        .map(name -> row.<Long>getAs(name + "_count"))
                        .toList())
        .toList();
  }

  private static List<String> computedGaps(TestPlatform platform) {
    return Timestamps.asText(platform.read(OnCallGaps.TABLE))
        .selectExpr("concat_ws(' ', escalation_policy, escalation_level, start_at, end_at)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> trueGaps(Path truth) throws IOException {
    List<String> gaps = new ArrayList<>();
    for (JsonNode gap : JSON.readTree(truth.resolve("on_call_gaps.json").toFile())) {
      gaps.add(
          String.join(
              " ",
              gap.path("escalation_policy").asText(),
              "1",
              gap.path("start").asText(),
              gap.path("end").asText()));
    }
    return gaps;
  }

  private static List<String> trueLoad(Path truth) throws IOException {
    List<String> load = new ArrayList<>();
    for (JsonNode sum : JSON.readTree(truth.resolve("interruptions.json").toFile())) {
      load.add(
          sum.path("week_and_team").asText()
              + Stream.of("business", "off", "sleep", "disrupted_hours", "disturbed_nights")
                  .map(name -> sum.path(name).asLong())
                  .toList());
    }
    return load;
  }

  private static List<String> computedSlas(TestPlatform platform) {
    List<String> slas = new ArrayList<>();
    for (Row row :
        Timestamps.asText(platform.read(SlaOutcomes.TABLE))
            .where("outcome <> 'running'")
            .collectAsList()) {
      String outcome = row.getAs("outcome");
      slas.add(
          String.join(
              " ",
              row.getAs("servicenow_key"),
              row.getAs("target"),
              row.getAs("start_at"),
              outcome,
              outcome.equals("cancelled")
                  ? ""
                  : Stream.of("allowed", "paused", "elapsed", "business_elapsed")
                      .map(name -> row.<Long>getAs(name + "_seconds").toString())
                      .collect(Collectors.joining(" ")),
              row.getList(row.fieldIndex("flags")).toString()));
    }
    return slas;
  }

  private static List<String> trueSlas(Path truth) throws IOException {
    List<String> slas = new ArrayList<>();
    for (String line : Files.readAllLines(truth.resolve("slas.jsonl"))) {
      JsonNode sla = JSON.readTree(line);
      boolean cancelled = sla.path("cancelled").asBoolean();
      boolean misstated = sla.path("misstated").asBoolean();
      boolean stated = sla.path("breached").asBoolean() != misstated;
      slas.add(
          String.join(
              " ",
              sla.path("ticket").asText(),
              sla.path("target").asText(),
              sla.path("start").asText(),
              cancelled ? "cancelled" : stated ? "breached" : "met",
              cancelled
                  ? ""
                  : Stream.of("allowed", "paused", "elapsed", "business_elapsed")
                      .map(name -> sla.path(name + "_seconds").asText())
                      .collect(Collectors.joining(" ")),
              misstated ? "[breach_contradicts_computed, breach_contradicts_stated_ratio]" : "[]"));
    }
    return slas;
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
