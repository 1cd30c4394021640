package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.StatedRows;
import dev.aftermath.jobs.testing.Timestamps;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The facts of incidents, brought up to date month by month")
class FactMonthsTest {
  private static final String OVER =
      "('over', 'red', '2026-01-05 10:00:00', '2026-01-05 11:00:00')";
  private static final String STALE = "('stale', 'red', '2026-01-20 10:00:00', null)";
  private static final String STALE_ENDED =
      "('stale', 'red', '2026-01-20 10:00:00', '2026-04-20 10:00:00')";
  private static final String SOON =
      "('soon', 'red', '2026-02-10 10:00:00', '2026-02-11 10:00:00')";
  private static final String NEW = "('new', 'blue', '2026-03-10 10:00:00', null)";
  private static final String UNDATED = "('undated', 'red', null, '2026-03-01 10:00:00')";
  private static final String UNDATED_BLUE = "('undated', 'blue', null, '2026-03-01 10:00:00')";
  private static final String FIRST_ALERT = "('a', '2026-01-01 00:00:00', null)";
  private static final String LATE_ALERT = "('b', '2026-01-05 09:59:00', 'over')";
  private static final String EARLIER_ALERT = "('c', '2025-12-31 00:00:00', null)";
  private static final String RED = "('incident', 'red', '2026-01-01 00:00:00')";
  private static final String BLUE = "('incident', 'blue', null)";
  private static final String BLUE_ALONE = "('incident', 'blue', '2026-03-01 00:00:00')";

  @TempDir Path folder;
  private Lake lake;
  private Lake whole;

  @BeforeEach
  void first(SparkSession spark) {
    lake = Lake.at(spark, folder.resolve("months").toString());
    whole = Lake.at(spark, folder.resolve("whole").toString());
    run("2026-02-01", List.of(OVER, STALE, SOON), List.of(FIRST_ALERT), List.of(RED));
  }

  @Test
  @DisplayName("lie under open when they are, were opened later or have no known end by then")
  void open() {
    assertThat(told()).containsExactly("over 2026-01", "soon open", "stale open 1000800");
  }

  @Test
  @DisplayName("move to their month once the evaluation is past their end, and others grow older")
  void time() {
    List<String> january = files("2026-01");
    run("2026-03-01", List.of(OVER, STALE, SOON), List.of(FIRST_ALERT), List.of(RED));

    assertThat(told()).containsExactly("over 2026-01", "soon 2026-02", "stale open 3420000");
    assertThat(files("2026-01")).isEqualTo(january);
  }

  @Test
  @DisplayName("are as in a table made anew, whatever came, ended, was alerted or has no opening")
  void changed() {
    run("2026-03-01", List.of(OVER, STALE, SOON, UNDATED), List.of(FIRST_ALERT), List.of(RED));
    run(
        "2026-04-01",
        List.of(OVER, STALE, SOON, UNDATED_BLUE, NEW),
        List.of(FIRST_ALERT, LATE_ALERT),
        List.of(RED, BLUE));
    assertThat(told())
        .containsExactly(
            "new open 1864800",
            "over 2026-01 alerted",
            "soon 2026-02",
            "stale open 6098400",
            "undated unknown");

    run(
        "2026-05-01",
        List.of(OVER, STALE_ENDED, SOON, UNDATED, NEW),
        List.of(FIRST_ALERT),
        List.of(RED, BLUE));
    assertThat(told())
        .containsExactly(
            "new open 4456800", "over 2026-01", "soon 2026-02", "stale 2026-01", "undated unknown");
  }

  @Test
  @DisplayName(
      "are all made anew when a team has another name, alerts are known since earlier, or"
          + " the evaluation is an earlier one")
  void anew() {
    run("2026-04-01", List.of(OVER, NEW), List.of(FIRST_ALERT), List.of(RED, BLUE));
    assertThat(team("new")).isEqualTo("null");
    run("2026-04-01", List.of(OVER, NEW), List.of(FIRST_ALERT), List.of(RED, BLUE_ALONE));
    assertThat(team("new")).isEqualTo("blue");
    run(
        "2026-04-01",
        List.of(OVER, NEW),
        List.of(FIRST_ALERT, EARLIER_ALERT),
        List.of(RED, BLUE_ALONE));
    run("2026-01-05T10:30:00Z", List.of(OVER, NEW), List.of(FIRST_ALERT), List.of(RED, BLUE_ALONE));
    assertThat(told()).containsExactly("new open", "over open 1800");
  }

  /** The tables are given; the facts of both lakes must be the same afterwards. */
  private void run(String asOf, List<String> incidents, List<String> alerts, List<String> teams) {
    Evaluation evaluation =
        new Evaluation(
            Instant.parse(asOf.length() == 10 ? asOf + "T00:00:00Z" : asOf), ZoneOffset.UTC);
    FactRules rules = new FactRules(evaluation);
    run(lake, evaluation, Monthly.by(rules), incidents, alerts, teams);
    run(whole, evaluation, task -> task.replace(rules.all(task.lake())), incidents, alerts, teams);
    assertThat(rows(lake)).isEqualTo(rows(whole));
  }

  private static void run(
      Lake lake,
      Evaluation evaluation,
      Step.Work facts,
      List<String> incidents,
      List<String> alerts,
      List<String> teams) {
    Step given =
        given(
            Incidents.TABLE,
            "id AS incident_id, team, CAST(opened AS TIMESTAMP) AS opened_at,"
                + " CAST(resolved AS TIMESTAMP) AS resolved_at, resolved IS NULL AS is_open,"
                + " coalesce(left(opened, 7), 'unknown') AS month",
            incidents,
            "id, team, opened, resolved",
            rows -> new ChangedMonths("opened_at", rows));
    Step alerted =
        given(
            Alerts.TABLE,
            "id AS fingerprint, CAST(at AS TIMESTAMP) AS started_at,"
                + " CAST(incident AS STRING) AS incident_id",
            alerts,
            "id, at, incident",
            rows -> task -> task.replace(rows.apply(task.lake())));
    Step named =
        given(
            TeamGroups.TABLE,
            "kind, team, CAST(since AS TIMESTAMP) AS alone_since_at",
            teams,
            "kind, team, since",
            rows -> task -> task.replace(rows.apply(task.lake())));
    Step computed = new Step(IncidentFacts.TABLE, FactRules.INPUTS, "", evaluation.asOf(), facts);
    new Pipeline(lake, "run", Progress.silent()).run(List.of(given, alerted, named, computed));
  }

  private static Step given(
      TableSpec table,
      String columns,
      List<String> rows,
      String names,
      Function<Function<Lake, Dataset<Row>>, Step.Work> work) {
    String query =
        "SELECT " + columns + " FROM VALUES " + String.join(", ", rows) + " AS t(" + names + ")";
    Function<Lake, Dataset<Row>> stated =
        lake -> StatedRows.of(table, lake.spark().sql(query), Instant.EPOCH);
    // Its own version tells whether it was given something else.
    return new Step(
        table,
        List.of(),
        "",
        Instant.ofEpochSecond(Math.floorMod(query.hashCode(), 1_000_000_000)),
        work.apply(stated));
  }

  private static List<Row> rows(Lake lake) {
    return Timestamps.asText(lake.read(IncidentFacts.TABLE)).orderBy("incident_id").collectAsList();
  }

  /** Who lies where, how long it is open, and whether an alert led to it. */
  private List<String> told() {
    return rows(lake).stream()
        .map(
            row ->
                Stream.of(
                        row.<String>getAs("incident_id"),
                        row.<String>getAs("month"),
                        row.getAs("open_age_seconds") == null
                            ? ""
                            : row.getAs("open_age_seconds").toString(),
                        row.<Long>getAs("alert_count") == 0 ? "" : "alerted")
                    .filter(word -> !word.isEmpty())
                    .reduce((one, other) -> one + " " + other)
                    .orElseThrow())
        .toList();
  }

  private String team(String incident) {
    return rows(lake).stream()
        .filter(row -> row.<String>getAs("incident_id").equals(incident))
        .map(row -> String.valueOf(row.<String>getAs("team")))
        .findFirst()
        .orElseThrow();
  }

  private List<String> files(String month) {
    return Stream.of(lake.read(IncidentFacts.TABLE).inputFiles())
        .filter(file -> file.contains("month=" + month))
        .sorted()
        .toList();
  }
}
