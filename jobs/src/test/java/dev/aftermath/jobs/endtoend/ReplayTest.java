package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import dev.aftermath.jobs.pipeline.Publication;
import dev.aftermath.jobs.pipeline.StepResult;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The exports of two weeks, once they are in the lake,")
class ReplayTest {
  private Path exports;
  private TestPlatform platform;

  @BeforeAll
  void takeIn(SparkSession spark, @TempDir Path folder) {
    exports = TinyWorld.write(folder.resolve("world"), 2, 3, 12);
    platform = TestPlatform.in(folder, spark);
    IngestionSummary ingested = platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);
    assertThat(ingested.goodCount()).isGreaterThan(10_000);
    platform.assertAccountsBalance();
    Map<String, Long> gold = platform.rowCounts(Layer.GOLD);
    for (String table : List.of("incident_facts", "kpi_values", "slo_slice_days", "slo_windows")) {
      assertThat(gold.get(table)).as(table).isPositive();
    }
  }

  @Test
  @DisplayName("add neither row nor commit when they are taken in and computed again")
  void again() {
    Map<String, Long> versions = platform.versions();
    Map<String, Long> bronze = platform.rowCounts(Layer.BRONZE);

    IngestionSummary ingested = platform.ingest(exports);
    List<StepResult> results = platform.compute(TinyWorld.AS_OF.plusSeconds(3_600));

    assertThat(ingested.newExportCount()).isZero();
    assertThat(ingested.knownExportCount()).isEqualTo(ingested.fileCount()).isPositive();
    assertThat(results).extracting(StepResult::outcome).containsOnly(StepResult.Outcome.UNCHANGED);
    assertThat(platform.versions()).isEqualTo(versions);
    assertThat(platform.rowCounts(Layer.BRONZE)).isEqualTo(bronze);
  }

  @Test
  @DisplayName("add nothing when one of them arrives under another name")
  void otherName(@TempDir Path inbox) throws IOException {
    Map<String, Long> versions = platform.versions();
    Path page = exports().stream().filter(it -> it.toString().endsWith(".json")).findFirst().get();
    Path source = exports.relativize(page).getName(0);
    RealData.copy(page, inbox.resolve(source).resolve("2026/copy-of-" + page.getFileName()));

    IngestionSummary ingested = platform.ingest(inbox);

    assertThat(ingested.fileCount()).isEqualTo(1);
    assertThat(ingested.unclaimed()).isEmpty();
    assertThat(ingested.newExportCount()).isZero();
    assertThat(platform.versions()).isEqualTo(versions);
  }

  @Test
  @DisplayName("give the same gold, row by row, when they come in two parts, the later one first")
  void otherOrder(SparkSession spark, @TempDir Path folder) throws IOException {
    // Half of each source's files: halves of all files could be halves of the sources.
    for (List<Path> files : exportsBySource()) {
      for (int i = 0; i < files.size(); i++) {
        Path part = folder.resolve(i < files.size() / 2 ? "later" : "sooner");
        RealData.copy(files.get(i), part.resolve(exports.relativize(files.get(i))));
      }
    }
    TestPlatform other = TestPlatform.in(folder, spark);

    long sooner = other.ingest(folder.resolve("sooner")).newExportCount();
    other.compute(TinyWorld.AS_OF);
    long later = other.ingest(folder.resolve("later")).newExportCount();
    other.compute(TinyWorld.AS_OF);

    assertThat(sooner).isPositive();
    assertThat(later).isPositive();
    assertThat(other.rowCounts(Layer.BRONZE)).isEqualTo(platform.rowCounts(Layer.BRONZE));
    Map<String, List<String>> expected = platform.rows(Layer.GOLD);
    Map<String, List<String>> rows = other.rows(Layer.GOLD);
    // The ledger tells what had been computed from the first part: there, and only there, it was.
    assertThat(expected.remove(Restatements.TABLE.name())).isEmpty();
    List<String> restated = rows.remove(Restatements.TABLE.name());
    assertThat(List.of("slo_windows", "slo_breaches", "slo_burn_episodes", "budget_attribution"))
        .allSatisfy(
            table ->
                assertThat(restated)
                    .anyMatch(row -> row.startsWith("{\"table_name\":\"" + table + "\"")));
    assertThat(expected.remove(KpiRestatements.TABLE.name())).isEmpty();
    assertThat(rows.remove(KpiRestatements.TABLE.name())).isNotEmpty();
    assertKpisWereRestated(other);
    WeeklyReport report =
        new Publication(other.lake(), other.settings(), TinyWorld.AS_OF)
            .figures(ReportWeek.holding(TinyWorld.END.minusSeconds(1), ZoneId.of("Europe/Berlin")));
    assertThat(report.restatements())
        .anySatisfy(
            line -> {
              assertThat(line.table()).isEqualTo("kpi_values");
              assertThat(line.endOf()).isEqualTo("2026-W45");
              assertThat(line.oldValue()).isNotEqualTo(line.newValue());
              assertThat(line.part()).matches("(median of )?[0-9]+ incidents?");
            });
    assertSameIncidentsHaveCauses(rows, expected);
    rows.forEach((table, its) -> assertThat(its).as(table).isEqualTo(expected.get(table)));
  }

  /** What came later is registered later, but nothing is left out. */
  private static void assertSameIncidentsHaveCauses(
      Map<String, List<String>> rows, Map<String, List<String>> expected) {
    assertThat(rows.get("cause_members")).hasSameSizeAs(expected.get("cause_members")).isNotEmpty();
    OrderTest.REGISTERED.forEach(
        table -> {
          rows.remove(table);
          expected.remove(table);
        });
  }

  /** What the ledger says that figures became is what they are. */
  private static void assertKpisWereRestated(TestPlatform platform) {
    Dataset<Row> ledger = platform.read(KpiRestatements.TABLE);
    assertThat(ledger.select("reason").distinct().as(Encoders.STRING()).collectAsList())
        .containsExactly("late_data");
    Dataset<Row> became =
        ledger
            .where("figure = 'value' AND change <> 'vanished'")
            .join(
                platform.read(KpiValues.TABLE).drop("as_of"),
                new String[] {"kpi_id", "period", "segment_type", "segment"});
    assertThat(became.count()).isPositive();
    assertThat(became.where("new_value <=> string(value) AND NOT old_value <=> new_value").count())
        .isEqualTo(became.count());
  }

  private Collection<List<Path>> exportsBySource() throws IOException {
    return exports().stream()
        .collect(Collectors.groupingBy(it -> exports.relativize(it).getName(0)))
        .values();
  }

  private List<Path> exports() throws IOException {
    try (Stream<Path> files = Files.walk(exports)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
