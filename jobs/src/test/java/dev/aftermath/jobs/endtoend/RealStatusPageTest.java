package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.year;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
class RealStatusPageTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: NAME}
      spec:
        service: github
        budgetingMethod: Occurrences
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: sli}
          spec:
            ratioMetric:
              bad: {metricSource: {type: StatusPage, spec: {SPEC}}}
              total: {metricSource: {type: StatusPage, spec: {}}}
        objectives: [{target: 0.99}]
      ---
      """;

  @Test
  @DisplayName("Bad minutes of each year of a real page are the union that was computed apart")
  void unionOfEachYear(SparkSession spark, @TempDir Path folder) throws IOException {
    Path history = RealData.at("statuspage/github-status-history/parsed_incidents.jsonl");
    Path exports = folder.resolve("exports/statuspage");
    RealData.copy(
        RealData.at(
            "statuspage/statuspage-api-fixture/"
                + "sources_statuspage-source_test_files_incidents.json"),
        exports.resolve("incidents-fixture.json"));
    Files.writeString(exports.resolve("incidents.json"), page(history));
    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(folder.resolve("exports"));

    platform.assertAccountsBalance();
    assertThat(platform.read(Exports.TABLE).select(sum("quarantined_count")).first().getLong(0))
        .isZero();
    Dataset<Row> notices = CustomerNotices.build(platform.read(Records.TABLE)).cache();
    assertThat(notices.count()).isEqualTo(819 + 3);
    // Steps of this one were all dated back, behind which the notice itself was made later.
    assertThat(
            notices
                .where("notice_key = '12zwlm6q5twt'")
                .selectExpr("cast(started_at AS STRING)", "cast(ended_at AS STRING)")
                .first()
                .mkString(" to "))
        .isEqualTo("2021-11-08 14:42:17.82 to 2021-11-08 14:52:17.878");

    String slos =
        SLO.replace("NAME", "any").replace("SPEC", "")
            + SLO.replace("NAME", "worst").replace("SPEC", "impacts: [major, critical]");
    Dataset<Row> days =
        SloSliceDays.ofNotices(
            notices.where("not notice_key in ('mm4x7m368bzv', 'zyrnzw0h585r', '12zwlm6q5twt')"),
            SloHistory.of(SloFiles.read("slos.yaml", new StringReader(slos)).definitionsOrThrow()),
            Instant.parse("2026-08-22T00:00:00Z"));
    TreeMap<String, Long> minutes = new TreeMap<>();
    for (Row row :
        days.groupBy(col("slo"), year(col("day")))
            .agg(sum(col("total").minus(col("good"))).divide(60).cast("bigint"))
            .collectAsList()) {
      minutes.put(row.getString(0) + " " + row.getInt(1), row.getLong(2));
    }

    JsonNode oracle =
        JSON.readTree(RealData.at("oracles.json").toFile())
            .at("/github_status_2022_2026/by_year_minor_major_critical");
    TreeMap<String, Long> expected = new TreeMap<>();
    for (String year : List.of("2022", "2023", "2024", "2025", "2026_to_0821")) {
      String number = year.substring(0, 4);
      expected.put("any " + number, oracle.path(year).path("union_min").asLong());
      expected.put("worst " + number, oracle.path(year).path("major_critical_union_min").asLong());
    }
    assertThat(minutes).isEqualTo(expected).containsEntry("worst 2026", 10_439L);
    assertThat(noticesOfEachYear(notices))
        .isEqualTo(expectedNotices(oracle))
        .containsEntry(2026, "202 notices, 35470 minutes, 63 major or critical");
  }

  private static Map<Integer, String> noticesOfEachYear(Dataset<Row> notices) {
    Map<Integer, String> years = new TreeMap<>();
    for (Row row :
        notices
            .where("not notice_key in ('mm4x7m368bzv', 'zyrnzw0h585r', '12zwlm6q5twt')")
            .where("impact in ('minor', 'major', 'critical')")
            .groupBy(year(col("started_at")))
            .agg(
                expr("count(1)"),
                expr("sum(unix_seconds(ended_at) - unix_seconds(started_at)) div 60"),
                expr("count_if(impact <> 'minor')"))
            .collectAsList()) {
      years.put(row.getInt(0), noticed(row.getLong(1), row.getLong(2), row.getLong(3)));
    }
    return years;
  }

  private static Map<Integer, String> expectedNotices(JsonNode oracle) {
    Map<Integer, String> years = new TreeMap<>();
    for (String name : List.of("2022", "2023", "2024", "2025", "2026_to_0821")) {
      JsonNode year = oracle.path(name);
      years.put(
          Integer.valueOf(name.substring(0, 4)),
          noticed(
              year.path("n").asLong(),
              year.path("sum_min").asLong(),
              year.path("major_critical_n").asLong()));
    }
    return years;
  }

  private static String noticed(long count, long minutes, long worst) {
    return count + " notices, " + minutes + " minutes, " + worst + " major or critical";
  }

  /** The history as the page itself would answer; it holds all of an incident but ids of parts. */
  private static String page(Path history) throws IOException {
    ObjectNode page = JSON.createObjectNode();
    for (String line : Files.readAllLines(history)) {
      JsonNode told = JSON.readTree(line);
      ObjectNode notice = page.withArray("incidents").addObject();
      notice.set("id", told.get("id"));
      notice.set("name", told.get("title"));
      notice.set("impact", told.get("impact"));
      notice.set("started_at", told.get("downtime_start"));
      notice.set("resolved_at", told.get("downtime_end"));
      notice.set("updated_at", told.get("updated_at"));
      told.path("components")
          .forEach(it -> notice.withArray("components").addObject().set("name", it));
      // Where a postmortem gave other times, those of the updates are not what was affected.
      boolean isCorrected = !told.get("downtime_start").equals(told.get("started_at"));
      for (JsonNode update : told.get("updates")) {
        String status = update.get("status").asText().toLowerCase(Locale.ROOT);
        notice.put("status", status);
        if (!isCorrected) {
          ObjectNode written = notice.withArray("incident_updates").addObject();
          written.put("status", status).set("display_at", update.get("at"));
          written.set("body", update.get("message"));
        }
      }
    }
    return JSON.writeValueAsString(page);
  }
}
