package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
@DisplayName("The postmortems of a real company")
class RealPostmortemsTest {
  /** Counted by hand. */
  private static final long ACTION_ITEMS = 127;

  /** Found by reading them all, each in the order of time. */
  private static final List<List<String>> RECURRENCES =
      List.of(
          List.of("PM2021-002", "PM2021-003"),
          List.of("PM2021-005", "PM2021-006", "PM2021-007"),
          List.of("PM2021-008", "PM2025-002"),
          List.of("PM2021-001", "PM2022-002", "PM2023-002"),
          List.of("PM2022-004", "PM2022-007"),
          List.of("PM2020-002", "PM2020-009"));

  @Test
  @DisplayName("are all read, with their timelines and action items; their template is held back")
  void all(SparkSession spark, @TempDir Path folder) throws IOException {
    TestPlatform platform = platform(spark, folder);

    platform.assertAccountsBalance();
    assertThat(
            platform.read(Exports.TABLE).where("quarantined_count > 0").select("file_name").first())
        .hasToString("[postmortems/PMyyyy-nnn - Postmortem template.md]");
    Dataset<Row> postmortems = postmortems(platform).cache();
    assertThat(postmortems.count()).isEqualTo(39);
    assertThat(postmortems.where("summary IS NULL OR size(action_items) = 0").count()).isZero();
    assertThat(postmortems.where("cause_text IS NULL").select("title").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("Log4Shell investigations");
    Row entries =
        postmortems
            .selectExpr("explode(timeline) AS entry")
            .selectExpr("count(*)", "count(entry.at)", "count(entry.flaw)")
            .first();
    assertThat(List.of(entries.getLong(0), entries.getLong(1), entries.getLong(2)))
        .containsExactly(378L, 355L, 23L);
    assertThat(postmortems.where("started_at = '2021-03-31 12:06:00'").count()).isOne();
    assertThat(ActionItems.build(postmortems).count()).isEqualTo(ACTION_ITEMS);
  }

  @Test
  @DisplayName("show six kinds of trouble that came back, each suggested when it did")
  void recurrences(SparkSession spark, @TempDir Path folder) throws IOException {
    Dataset<Row> postmortems = postmortems(platform(spark, folder));
    // An incident for each, of which no more is known than its title and what the postmortem says.
    Dataset<Row> facts =
        postmortems.selectExpr(
            "regexp_extract(path, 'PM[0-9]{4}-[0-9]{3}', 0) AS incident_id",
            "cast(null AS string) AS tenant",
            "title",
            "service",
            "cause_text",
            "started_at AS opened_at",
            "false AS is_open",
            "'counted' AS population",
            "timestamp'2026-01-01 00:00:00' AS open_as_of");
    Dataset<Row> logs = spark.createDataFrame(List.of(), IncidentLogs.TABLE.schema());
    Map<String, Set<String>> suggested = new HashMap<>();
    IncidentSuggestions.build(
            facts,
            logs,
            spark.createDataFrame(List.of(), TextVectors.TABLE.schema()),
            IncidentSuggestions.digests(facts, logs),
            SuggestionRule.FIVE,
            VectorModel.NONE)
        .collectAsList()
        .forEach(
            row ->
                suggested
                    .computeIfAbsent(row.getAs("incident_id"), id -> new TreeSet<>())
                    .add(row.getAs("suggested_incident_id")));

    RECURRENCES.forEach(
        kind -> {
          for (int i = 1; i < kind.size(); i++) {
            assertThat(suggested.getOrDefault(kind.get(i), Set.of()))
                .as("suggested for " + kind.get(i))
                .containsAll(kind.subList(0, i));
          }
        });
  }

  private static TestPlatform platform(SparkSession spark, Path folder) throws IOException {
    Path exports = folder.resolve("exports");
    try (Stream<Path> files = Files.list(RealData.at("postmortems/dfds"))) {
      for (Path file : files.toList()) {
        RealData.copy(file, exports.resolve("postmortems").resolve(file.getFileName().toString()));
      }
    }
    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(exports);
    return platform;
  }

  private static Dataset<Row> postmortems(TestPlatform platform) {
    Dataset<Row> records = platform.read(Records.TABLE);
    return Postmortems.build(
        records,
        platform.read(Exports.TABLE),
        SampleIncidents.of(records, MatchingRules.KEYS_ONLY),
        PostmortemRules.NONE);
  }
}
