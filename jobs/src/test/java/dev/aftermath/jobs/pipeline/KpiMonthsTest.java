package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Term;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.StatedRows;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The figures of KPIs, brought up to date from the week in which something happened")
class KpiMonthsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private static final String LAST_MONTH = "month=2025-11";
  private static final Set<String> KPIS =
      Set.of("incident_count", "mttr", "mtta", "open_count", "open_age", "deployment_count");

  private final List<Case> incidents = new ArrayList<>();
  private final List<Case> deployments = new ArrayList<>();
  @TempDir Path folder;
  private Lake lake;

  /** Most of a year of a service, and of two of which one came late and one is gone. */
  @BeforeEach
  void known(SparkSession spark) throws IOException {
    lake = Lake.at(spark, folder.toString());
    Random random = new Random(7);
    for (int week = 0; week < 46; week++) {
      for (int i = 0; i < 3; i++) {
        add("search", week, random);
      }
      if (week < 4) {
        add("gone", week, random);
      }
      if (week > 38) {
        add("late", week, random);
      }
      deployments.add(new Case("D" + week, "search", at(week, 10_000), at(week, 12_000)));
    }
    // Open from the fourth week on.
    incidents.set(14, incidents.get(14).endedAt(null));
    run(44);
  }

  private void add(String service, int week, Random random) {
    int second = random.nextInt(7 * 86_400);
    incidents.add(
        new Case(
            "I" + incidents.size(),
            service,
            at(week, second),
            at(week, second + random.nextInt(5 * 86_400))));
  }

  private static Instant at(int week, long seconds) {
    return MONDAY.plusWeeks(week).atStartOfDay(ZONE).toInstant().plusSeconds(seconds);
  }

  @Test
  @DisplayName("of a further week leave the months before it as they are")
  void furtherWeek() throws IOException {
    List<String> before = files();
    run(45);

    assertThat(files().stream().filter(file -> !before.contains(file)))
        .isNotEmpty()
        .allMatch(file -> file.contains(LAST_MONTH));
    assertThat(files())
        .containsAll(before.stream().filter(it -> !it.contains(LAST_MONTH)).toList());
    assertThat(
            rows(lake.read(KpiValues.TABLE)).stream()
                .filter(row -> row.getAs("segment").equals("gone")))
        .isNotEmpty();
  }

  @Test
  @DisplayName("are as in a table made anew, whatever was corrected, ended or came late")
  void corrected() throws IOException {
    incidents.set(14, incidents.get(14).endedAt(at(44, 5)));
    deployments.set(40, deployments.get(40).endedAt(at(41, 7)));
    run(45);
    incidents.add(new Case("I-late", "older", at(36, 7), at(37, 7)));
    // Resolved before it was opened: in a week before its own.
    incidents.add(new Case("I-odd", "search", at(43, 7), at(38, 7)));
    run(45);
    incidents.remove(incidents.size() - 1);
    run(46);
    run(40);
  }

  /** The figures must be those that all cases give at once. */
  private void run(int weeks) throws IOException {
    Evaluation evaluation = new Evaluation(at(weeks, 0), ZONE);
    List<KpiDefinition> definitions = definitions();
    KpiRules rules = new KpiRules(definitions, new KpiTables(10, Map.of()), evaluation);
    run(definitions, evaluation, Monthly.by(rules));
    assertThat(rows(lake.read(KpiValues.TABLE))).isEqualTo(rows(rules.all(lake))).isNotEmpty();
  }

  /** One of them has another version since the thirtieth week. */
  private static List<KpiDefinition> definitions() throws IOException {
    Term since = new Term(MONDAY.plusWeeks(30), null);
    return KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()).stream()
        .filter(each -> KPIS.contains(each.id()))
        .map(each -> each.id().equals("mtta") ? each.during(since) : each)
        .toList();
  }

  private void run(List<KpiDefinition> definitions, Evaluation evaluation, Step.Work work) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        given(
            Incidents.TABLE,
            incidents,
            "id AS incident_id, service, at AS opened_at, ended AS resolved_at,"
                + " ended IS NULL AS is_open, 'counted' AS population,"
                + " 'recorded' AS resolved_basis, date_format(at, 'yyyy-MM') AS month"));
    steps.add(
        given(
            DeploymentOutcomes.TABLE,
            deployments,
            "id AS deployment_key, service, at AS started_at, ended AS ended_at"));
    steps.add(
        new Step(
            IncidentFacts.TABLE,
            FactRules.INPUTS,
            "",
            evaluation.asOf(),
            Monthly.by(new FactRules(evaluation))));
    steps.add(
        new Step(KpiValues.TABLE, KpiTables.inputs(definitions), "", evaluation.asOf(), work));
    new Pipeline(lake, "run", Progress.silent()).run(steps);
  }

  private static Step given(TableSpec table, List<Case> cases, String columns) {
    String values = String.join(", ", cases.stream().map(Case::values).toList());
    String query =
        "SELECT "
            + columns
            + " FROM (SELECT id, service, CAST(at AS TIMESTAMP) AS at,"
            + " CAST(ended AS TIMESTAMP) AS ended FROM VALUES "
            + values
            + " AS t(id, service, at, ended))";
    // Its own version tells whether it was given something else.
    return new Step(
        table,
        List.of(),
        "",
        Instant.ofEpochSecond(Math.floorMod(query.hashCode(), 1_000_000_000)),
        table.isByMonth()
            ? new ChangedMonths("opened_at", it -> stated(it, table, query))
            : task -> task.replace(stated(task.lake(), table, query)));
  }

  private static Dataset<Row> stated(Lake lake, TableSpec table, String query) {
    return StatedRows.of(table, lake.spark().sql(query), Instant.EPOCH);
  }

  private static List<Row> rows(Dataset<Row> values) {
    return Timestamps.asText(values)
        .orderBy("kpi_id", "kpi_version", "segment_type", "segment", "period")
        .collectAsList();
  }

  private List<String> files() {
    return Stream.of(lake.read(KpiValues.TABLE).inputFiles()).toList();
  }

  private record Case(String id, String service, Instant at, @Nullable Instant ended) {
    Case endedAt(@Nullable Instant other) {
      return new Case(id, service, at, other);
    }

    String values() {
      return "('%s', '%s', '%s', %s)"
          .formatted(id, service, at, ended == null ? "null" : "'" + ended + "'");
    }
  }
}
