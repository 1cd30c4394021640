package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The ledger of restated KPI weeks")
class KpiRestatingTest {
  private static final Instant AS_OF = Instant.parse("2026-03-11T00:00:00Z");

  @Test
  @DisplayName("tells each version once, with the nearest cause that its lineage tells")
  void reasons(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    made(lake, "code", "rules");
    counted(lake, 3, 10);
    run(lake);
    counted(lake, 4, 11);
    run(lake);
    // No more records, but one more incident is over.
    counted(lake, 5, 11);
    made(lake, "code", "other rules");
    counted(lake, 6, 12);
    made(lake, "other code", "rules");
    counted(lake, 7, 13);
    run(lake);
    run(lake);

    assertThat(
            lake.read(KpiRestatements.TABLE).orderBy("to_version").collectAsList().stream()
                .map(
                    row ->
                        "%s %s -> %s in version %s by %s"
                            .formatted(
                                row.getAs("reason"),
                                row.getAs("old_value"),
                                row.getAs("new_value"),
                                row.getAs("to_version"),
                                row.getAs("run_id"))))
        .containsExactly(
            "late_data 3 -> 4 in version 1 by run-11",
            "incident_changed 4 -> 5 in version 2 by run-11",
            "matching_changed 5 -> 6 in version 3 by run-12",
            "code_changed 6 -> 7 in version 4 by run-13");
    // The first run had no two versions to compare, and the last one no new one.
    assertThat(lake.commits(KpiRestatements.TABLE)).hasSize(2);
    assertThat(
            lake.read(KpiRestatements.TABLE)
                .where("to_version = 1")
                .first()
                .<String, Long>getJavaMap(16))
        .isEqualTo(Map.of("records", 10L, "incident_facts", 0L));
  }

  @Test
  @DisplayName("puts nothing down to the code of a table that only the later version came from")
  void addedSubject(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    made(lake, "code", "rules");
    counted(lake, 3, 10);
    run(lake);
    empty(lake, SlaOutcomes.TABLE, note("run", "code", "", null, Map.of(), Map.of()));
    counted(lake, 4, 11, SlaOutcomes.TABLE);
    run(lake);
    empty(lake, SlaOutcomes.TABLE, note("run", "other code", "", null, Map.of(), Map.of()));
    counted(lake, 5, 12, SlaOutcomes.TABLE);
    run(lake);

    assertThat(lake.read(KpiRestatements.TABLE).orderBy("to_version").collectAsList())
        .extracting(row -> row.<String>getAs("reason"))
        .containsExactly("late_data", "code_changed");
  }

  private static void run(Lake lake) {
    new Pipeline(lake, "run", Progress.silent())
        .run(
            List.of(
                new Step(
                    KpiRestatements.TABLE,
                    List.of(KpiValues.TABLE),
                    "",
                    null,
                    new KpiRestating(Duration.ofHours(36)))));
  }

  /** Incidents and facts, by some program and some rules of matching. */
  private static void made(Lake lake, String code, String rules) {
    empty(lake, Incidents.TABLE, note("run", code, rules, null, Map.of(), Map.of()));
    empty(
        lake,
        IncidentFacts.TABLE,
        note("run", code, "", null, versions(lake, Incidents.TABLE), Map.of()));
  }

  /** A version without rows: Delta leaves out a commit of nothing at all, but not of a batch. */
  private static void empty(Lake lake, TableSpec table, Note note) {
    lake.append(
        table,
        lake.spark().createDataFrame(List.of(), table.schema()),
        note,
        "batches",
        lake.newest(table).map(Commit::version).orElse(-1L) + 1);
  }

  /** How many incidents week 10 has, by the facts and other tables that there are. */
  private static void counted(Lake lake, int count, long records, TableSpec... others) {
    Map<String, Long> inputs = new HashMap<>(versions(lake, IncidentFacts.TABLE));
    for (TableSpec other : others) {
      inputs.putAll(versions(lake, other));
    }
    lake.replace(
        KpiValues.TABLE,
        lake.spark()
            .sql(
                "SELECT 'incidents' AS kpi_id, 1L AS kpi_version, 'week' AS period_type,"
                    + " '2026-W10' AS period, 'all' AS segment_type, 'all' AS segment,"
                    + " timestamp'2026-03-02 00:00:00Z' AS period_start_at,"
                    + " timestamp'2026-03-09 00:00:00Z' AS period_end_at, true AS is_complete,"
                    + " 'count' AS unit, 'neither' AS direction, 'd' AS definition_digest, "
                    + count
                    + "L AS n, 0L AS baseline_week_count, 0L AS excluded_count,"
                    + " CAST(map() AS MAP<STRING, BIGINT>) AS excluded,"
                    + " CAST(null AS TIMESTAMP) AS open_as_of, '2026-03' AS month"),
        note("run-" + records, "code", "definitions", AS_OF, inputs, Map.of("records", records)));
  }

  private static Map<String, Long> versions(Lake lake, TableSpec table) {
    return Map.of(table.name(), lake.newest(table).map(Commit::version).orElse(-1L));
  }

  private static Note note(
      String run,
      String code,
      String definition,
      @Nullable Instant asOf,
      Map<String, Long> versions,
      Map<String, Long> origins) {
    SortedMap<String, Long> from = new TreeMap<>(origins);
    return new Note(run, "", code, definition, asOf, new TreeMap<>(versions), from, null);
  }
}
