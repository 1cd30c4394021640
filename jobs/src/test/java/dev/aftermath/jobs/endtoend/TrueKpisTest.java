package dev.aftermath.jobs.endtoend;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("Every KPI of simulated worlds")
class TrueKpisTest {
  private static final int WORLDS = 200;

  /** A week in which nothing came any more has begun. */
  private static final Instant AS_OF = Instant.parse("2026-10-28T11:00:00Z");

  private static final Set<TableSpec> NEEDED =
      Set.of(Incidents.TABLE, Alerts.TABLE, TeamGroups.TABLE, IncidentFacts.TABLE, KpiValues.TABLE);

  @Test
  @DisplayName(
      "is what the truth gives, in every week and segment, though half of the exports came late")
  void figures(SparkSession spark, @TempDir Path folder) throws IOException {
    ManyWorlds worlds = ManyWorlds.write(folder.resolve("worlds"), WORLDS);
    assertHoldEverything(worlds);
    TestPlatform platform = TestPlatform.in(folder, spark);

    platform.ingest(worlds.firstInbox());
    platform.compute(AS_OF, step -> NEEDED.contains(step.output()));
    platform.ingest(worlds.secondInbox());
    platform.compute(AS_OF, step -> NEEDED.contains(step.output()));

    Instant asOf = Computation.endOfLastClosedDay(AS_OF, platform.settings().reportZone());
    List<TrueKpi> kpis = TrueKpis.all(asOf);
    assertThat(kpis.stream().map(TrueKpi::id))
        .containsExactlyInAnyOrderElementsOf(
            Computation.kpis(platform.settings()).stream()
                .filter(definition -> definition.subject() == Subject.INCIDENTS)
                .map(KpiDefinition::id)
                .filter(id -> !id.equals(TrueKpis.UNTOLD))
                .toList());
    Map<String, String> expected =
        TrueFigures.of(worlds.incidents(), kpis, asOf, platform.settings().reportZone());
    assertThat(expected).hasSizeGreaterThan(150_000);
    List<String> differences = differences(expected, computed(platform));
    assertThat(differences.stream().limit(10))
        .as("%d of %d figures differ, first of them", differences.size(), expected.size())
        .isEmpty();
  }

  private static void assertHoldEverything(ManyWorlds worlds) {
    Map<String, Long> seen = new TreeMap<>();
    Map<String, Predicate<KnownIncident>> kinds = new HashMap<>();
    kinds.put("merged", KnownIncident::isMerged);
    kinds.put("drill", KnownIncident::isPractice);
    kinds.put("reopened", KnownIncident::isReopened);
    kinds.put("by timeout", it -> it.isResolvedBy("timeout"));
    kinds.put("never acknowledged", it -> it.isPaged() && it.acknowledgedAt() == null);
    kinds.put("no page", it -> !it.isPaged());
    kinds.put("no ticket", it -> !it.isTicketed());
    kinds.put("escalated", it -> it.escalationCount() > 0);
    kinds.put("several responders", it -> it.lastResponderAt() != null);
    kinds.put("open", KnownIncident::isOpen);
    kinds.put("major", it -> Boolean.TRUE.equals(it.isMajor()));
    kinds.put("handed on", it -> Objects.requireNonNullElse(it.reassignmentCount(), 0L) > 0);
    kinds.put("SLA missed", it -> Boolean.FALSE.equals(it.isWithinSla()));
    kinds.put("caused by a change", KnownIncident::isCausedByChange);
    kinds.put("leaving NEW seen", it -> it.leftNewAt() != null);
    kinds.put("paired by chance", KnownIncident::isPairedByChance);
    kinds.forEach((kind, is) -> seen.put(kind, worlds.incidents().stream().filter(is).count()));
    Set<String> mergedPages = new TreeSet<>();
    worlds.truth().stream()
        .filter(line -> line.path("merged_into").isTextual())
        .forEach(line -> mergedPages.add(line.path("page").asText()));
    seen.put(
        "merged in two steps",
        worlds.truth().stream()
            .filter(line -> mergedPages.contains(line.path("merged_into").asText()))
            .count());
    assertThat(seen).allSatisfy((kind, count) -> assertThat(count).as(kind).isPositive());
  }

  private static Map<String, String> computed(TestPlatform platform) {
    Map<String, String> figures = new HashMap<>();
    // Under which name a team is told of hangs on who was known when, which no truth tells.
    Iterator<Row> rows =
        platform
            .read(KpiValues.TABLE)
            .where(col("segment_type").notEqual("team"))
            .where(col("kpi_id").notEqual(TrueKpis.UNTOLD))
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      String key =
          String.join(
              "\t",
              Stream.of("kpi_id", "period", "segment_type", "segment")
                  .map(row::<String>getAs)
                  .toList());
      String figure =
          TrueFigures.shown(
              row.<Long>getAs("n"),
              row.getAs("numerator_count"),
              row.getAs("mean_seconds"),
              row.getAs("median_seconds"),
              row.getAs("p90_seconds"),
              row.getAs("geometric_mean_seconds"),
              row.getAs("value"),
              row.<Long>getAs("excluded_count"),
              new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("excluded"))));
      assertThat(figures.put(key, figure)).as(key).isNull();
    }
    return figures;
  }

  /** Both sides of each figure that differs. */
  private static List<String> differences(
      Map<String, String> expected, Map<String, String> computed) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(computed.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      if (!Objects.equals(expected.get(key), computed.get(key))) {
        differences.add(
            key + "\n  true     " + expected.get(key) + "\n  computed " + computed.get(key));
      }
    }
    return differences;
  }
}
