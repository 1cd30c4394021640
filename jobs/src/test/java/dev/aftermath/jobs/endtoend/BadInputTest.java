package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.bronze.Quarantine;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.sources.BrokenCorpus;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("One ingest of a folder full of broken exports")
class BadInputTest {
  private BrokenInbox inbox;
  private TestPlatform platform;
  private IngestionSummary ingested;
  private Map<String, List<Row>> quarantine;
  private Map<String, List<String>> keys;

  @BeforeAll
  void takeIn(SparkSession spark, @TempDir Path folder) throws IOException {
    inbox = new BrokenInbox(folder.resolve("exports"));
    inbox.writeCorpus();
    inbox.writeSeriesAndLines();
    inbox.writeArchives();
    inbox.writeSound();
    platform = TestPlatform.in(folder, conf(folder.resolve("conf")), spark);
    ingested = platform.ingest(folder.resolve("exports"));
    quarantine =
        platform.read(Quarantine.TABLE).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.getAs("file_name")));
    keys = new TreeMap<>();
    platform
        .read(Records.TABLE)
        .join(platform.read(Exports.TABLE).select("export_id", "file_name"), "export_id")
        .orderBy("position")
        .collectAsList()
        .forEach(
            row ->
                keys.computeIfAbsent(row.getAs("file_name"), it -> new java.util.ArrayList<>())
                    .add(row.getAs("record_key")));
  }

  @Test
  @DisplayName("tells of each broken thing its file, place, cause and remedy")
  void defects() {
    assertThat(inbox.kinds()).hasSizeGreaterThanOrEqualTo(40);
    inbox
        .kinds()
        .forEach(
            (file, kind) ->
                assertThat(quarantine.getOrDefault(file, List.of()))
                    .as(file + ", " + kind.name())
                    .extracting(row -> row.<String>getAs("defect"))
                    .contains(kind.defect()));
    quarantine.values().stream().flatMap(List::stream).forEach(BadInputTest::assertExplained);
  }

  @Test
  @DisplayName("takes every sound record beside a broken one, and no other")
  void neighbours() {
    for (Map.Entry<String, BrokenCorpus.Kind> entry : inbox.kinds().entrySet()) {
      assertThat(keys.getOrDefault(entry.getKey(), List.of()))
          .as(entry.getKey() + ", " + entry.getValue().name())
          .isEqualTo(entry.getValue().keys());
    }
    assertThat(keys.get("servicenow-table/sound.json")).containsExactly("S1");
    assertThat(keys.get("servicenow-table/sound.json.gz")).containsExactly("S2");
    assertThat(keys.get("servicenow-table/sound.zip")).containsExactlyInAnyOrder("S3", "S4", "S5");
  }

  @Test
  @DisplayName("takes the sound entries of an archive and none that is unsafe or damaged")
  void archives() {
    for (String archive : List.of("escaping", "bomb", "nested")) {
      String letter = Map.of("escaping", "A", "bomb", "B", "nested", "C").get(archive);
      String file = "servicenow-table/" + archive + ".zip";
      assertThat(keys.get(file)).containsExactlyInAnyOrder(letter + "1", letter + "3");
      assertThat(quarantine.get(file))
          .singleElement()
          .satisfies(row -> assertThat(row.<String>getAs("defect")).isEqualTo("unsafe_archive"));
    }
    for (String file : List.of("cut.json.gz", "cut.zip", "empty.json")) {
      assertThat(keys).doesNotContainKey("servicenow-table/" + file);
      assertThat(quarantine.get("servicenow-table/" + file)).hasSize(1);
      assertThat(ingested.refused()).anyMatch(it -> it.startsWith("servicenow-table/" + file));
    }
  }

  @Test
  @DisplayName("takes the samples and lines around a broken one")
  void samplesAndLines() {
    // Two samples of each of eleven broken answers, and of the broken text.
    assertThat(platform.read(SampleChunks.TABLE).selectExpr("sum(sample_count)").first().getLong(0))
        .isEqualTo(2 * 12);
    // Two lines of each of four broken answers, and of the broken file of logcli.
    assertThat(platform.read(LogLines.TABLE).count()).isEqualTo(2 * 5);
    for (int i = 0; i < 6; i++) {
      assertThat(quarantine.get("prometheus-api/point-" + i)).hasSize(1);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(quarantine.get("prometheus-api/histogram-" + i)).hasSize(1);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(quarantine.get("loki-api/entry-" + i)).hasSize(1);
    }
    assertThat(quarantine).containsKeys("prometheus-api/error", "prometheus-text/value");
    assertThat(quarantine).containsKey("loki-logcli/line");
  }

  @Test
  @DisplayName("accounts for every export, names what nobody claims and warns of a full list")
  void account() {
    platform.assertAccountsBalance();
    assertThat(ingested.unclaimed()).containsExactly("notes/read me.txt");
    assertThat(ingested.warnings())
        .anyMatch(it -> it.startsWith("capped/list.csv: ") && it.contains("2"));
    assertThat(keys.get("capped/list.csv")).containsExactly("S6", "S7");
    long quarantined =
        quarantine.values().stream()
            .flatMap(List::stream)
            .mapToLong(row -> row.<Long>getAs("record_count"))
            .sum();
    assertThat(ingested.quarantinedCount()).isEqualTo(quarantined);
  }

  private static void assertExplained(Row row) {
    for (String column : List.of("file_name", "place", "defect", "cause", "remedy")) {
      assertThat(row.<String>getAs(column)).as(column + " of " + row).isNotBlank();
    }
    assertThat(row.<Long>getAs("record_count")).isPositive();
  }

  private static Path conf(Path conf) throws IOException {
    RealData.copy(TestPlatform.CONF.resolve("aftermath.yaml"), conf.resolve("aftermath.yaml"));
    RealData.copy(
        TestPlatform.CONF.resolve("burn-rates/workbook.yaml"),
        conf.resolve("burn-rates/workbook.yaml"));
    Files.createDirectories(conf.resolve("sources"));
    Files.writeString(conf.resolve("sources/tickets.yaml"), BrokenInbox.SOURCES);
    Files.writeString(conf.resolve("sources/pages.yaml"), BrokenInbox.PAGES);
    Files.writeString(conf.resolve("sources/series.yaml"), BrokenInbox.SERIES);
    Files.writeString(conf.resolve("sources/lines.yaml"), BrokenInbox.LINES);
    Files.writeString(conf.resolve("sources/runbooks.yaml"), BrokenInbox.RUNBOOKS);
    return conf;
  }
}
