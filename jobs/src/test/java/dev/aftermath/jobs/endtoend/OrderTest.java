package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.silver.ExportAccounts;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every table of silver and gold is compared but the ledgers of restatements and the registry of
 * causes with what follows from it, which hold the history of the runs itself. Of one content that
 * comes under several names the account keeps the first to come, so names of files are not
 * compared.
 */
@SparkTest
@DisplayName("Every table that is derived from exports is the same, row by row,")
class OrderTest {
  private static final Path FIXTURE = Path.of("src/test/resources/orders");

  /** Every table that must hold something, or its sameness says nothing. */
  private static final List<String> FILLED =
      List.of(
          "action_item_status",
          "action_item_weeks",
          "action_items",
          "budget_attribution",
          "budget_rules",
          "changes",
          "contract_compliance",
          "contract_findings",
          "customer_notices",
          "data_health",
          "export_accounts",
          "incident_facts",
          "incident_updates",
          "incidents",
          "kpi_values",
          "log_entries",
          "log_templates",
          "postmortem_coverage",
          "postmortem_duties",
          "postmortems",
          "runbooks",
          "sample_days",
          "slo_audit",
          "slo_breaches",
          "slo_burn_episodes",
          "slo_dips",
          "slo_exclusions",
          "slo_slice_days",
          "slo_windows",
          "stakeholder_updates",
          "target_availability",
          "template_lift");

  /** What was registered first leads a cause: ids are promised for what comes in its order. */
  static final List<String> REGISTERED =
      List.of("cause_registry", "cause_members", "cause_budgets", "causes");

  @ParameterizedTest(name = "slices of samples alone, kept by month: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("however the exports were split and in what order they came")
  void anySplit(boolean monthly, SparkSession spark, @TempDir Path folder) throws IOException {
    Path conf = conf(folder, monthly);
    List<Path> files = exports(folder);
    Path whole = folder.resolve("whole");
    TestPlatform expectedIn = TestPlatform.in(whole, conf, spark);
    expectedIn.ingest(folder.resolve("world/exports"));
    expectedIn.compute(TinyWorld.AS_OF);
    Map<String, List<String>> expected = derived(expectedIn);
    FILLED.forEach(table -> assertThat(expected.get(table)).as(table).isNotEmpty());

    int first = Integer.getInteger("aftermath.first-order", 0);
    int orders = Integer.getInteger("aftermath.orders", 1);
    for (int seed = first; seed < first + orders; seed++) {
      Path parts = folder.resolve("order-" + seed);
      TestPlatform platform = TestPlatform.in(parts, conf, spark);
      Random random = new Random(seed);
      int count = 2 + random.nextInt(2);
      for (Path file : files) {
        Path part = parts.resolve("part-" + random.nextInt(count));
        RealData.copy(file, part.resolve(folder.resolve("world/exports").relativize(file)));
      }
      for (int i = 0; i < count; i++) {
        Files.createDirectories(parts.resolve("part-" + i));
        platform.ingest(parts.resolve("part-" + i));
        boolean last = i + 1 == count;
        if (last || random.nextInt(4) == 0) {
          int daysAgo = last ? 0 : random.nextInt(10);
          platform.compute(TinyWorld.AS_OF.minusSeconds(86_400L * daysAgo));
        }
      }
      String order = "order " + seed + ", table ";
      derived(platform)
          .forEach(
              (table, rows) ->
                  assertThat(differences(rows, expected.get(table))).as(order + table).isEmpty());
    }
  }

  private static List<String> differences(List<String> rows, List<String> expected) {
    List<String> more = new ArrayList<>(rows);
    expected.forEach(more::remove);
    List<String> missing = new ArrayList<>(expected);
    rows.forEach(missing::remove);
    return Stream.concat(
            more.stream().map(row -> "not expected: " + row),
            missing.stream().map(row -> "missing: " + row))
        .toList();
  }

  private static Map<String, List<String>> derived(TestPlatform platform) {
    Map<String, List<String>> rows = new TreeMap<>(platform.rows(Layer.SILVER));
    rows.putAll(platform.rows(Layer.GOLD));
    rows.remove(Restatements.TABLE.name());
    rows.remove(KpiRestatements.TABLE.name());
    rows.keySet().removeAll(REGISTERED);
    // One content may come under several names: the first to come is kept.
    rows.computeIfPresent(
        ExportAccounts.TABLE.name(),
        (table, accounts) ->
            accounts.stream()
                .map(row -> row.replaceAll("\"(file|entry)_name\":\"[^\"]*\",", ""))
                .sorted()
                .toList());
    return rows;
  }

  private static Path conf(Path folder, boolean monthly) throws IOException {
    Path conf = folder.resolve("conf");
    copyAll(TestPlatform.CONF, conf, "slos");
    copyAll(FIXTURE.resolve("slos"), conf.resolve("slos"), "");
    if (!monthly) {
      copyAll(FIXTURE.resolve("others"), conf.resolve("slos"), "");
    }
    return conf;
  }

  private static void copyAll(Path from, Path to, String but) throws IOException {
    for (Path file : filesBelow(from)) {
      Path inside = from.relativize(file);
      if (!inside.startsWith(Path.of(but.isEmpty() ? "none" : but))) {
        RealData.copy(file, to.resolve(inside.toString()));
      }
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * The records and lines of a simulated fortnight; then exports that overlap and contradict, and
   * records corrected.
   */
  private static List<Path> exports(Path folder) throws IOException {
    Path exports = TinyWorld.write(folder.resolve("world"), 5, 2, 1, 9);
    for (Path samples : filesBelow(exports.resolve("prometheus"))) {
      Files.delete(samples);
    }
    Contradictions.write(exports);
    return filesBelow(exports);
  }
}
