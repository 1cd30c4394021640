package dev.aftermath.jobs.endtoend;

import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.sla;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten people of the harbour are known on Monday of week 41 at 10:00:09, and ten of the mint on
 * Tuesday at 10:00:09. The lighthouse has four and one who acknowledges everything, the pier is
 * known from a ticket alone.
 */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("In the published tables, teams of few people")
class SmallTeamsTest {
  private TestPlatform platform;

  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) {
    platform = TestPlatform.in(folder, spark);
    platform
        .lake()
        .replace(
            Records.TABLE,
            table(
                spark,
                paged("H1", "harbour", "2026-10-05T09:59", "h", 10, 0),
                paged("M1", "mint", "2026-10-06T09:59", "m", 10, 0),
                paged("L1", "lighthouse", "2026-10-07T09:59", "l", 4, 0),
                paged("M2", "mint", "2026-10-12T09:59", "m", 10, 100),
                paged("M3", "mint", "2026-10-13T09:59", "m", 1, 200),
                paged("M4", "mint", "2026-10-14T09:59", "m", 1, 300),
                paged("L2", "lighthouse", "2026-10-12T09:59", "l", 1, 10),
                paged("L3", "lighthouse", "2026-10-13T09:59", "l", 1, 20),
                paged("H2", "harbour", "2026-10-14T09:59", "h", 1, 60),
                paged("N1", null, "2026-10-14T09:59", "n", 1, 400),
                ticket("T1")
                    .version("2026-10-15T12:00:00Z")
                    .with(IncidentField.TEAM, "pier")
                    .with(IncidentField.STATE, "CLOSED")
                    .with(IncidentField.OPENED_AT, "2026-10-15T10:00:00Z")
                    .with(IncidentField.RESOLVED_AT, "2026-10-15T11:00:00Z"),
                sla("T1", "P1 resolution", "2026-10-15T10:00:00Z")
                    .with(IncidentField.SLA_TARGET, "resolution")
                    .with(IncidentField.SLA_STAGE, "completed")
                    .with(IncidentField.END_AT, "2026-10-15T11:00:00Z")
                    .with(IncidentField.BREACHED, "false")),
            Note.of("run-1"));
    platform.compute(Instant.parse("2026-10-19T05:00:00Z"));
  }

  @Test
  @DisplayName("are named nowhere, and neither is the team that they are told of with")
  void nowhere() {
    platform
        .rows(Layer.GOLD)
        .forEach(
            (table, rows) ->
                assertThat(rows)
                    .as(table)
                    .noneMatch(row -> row.matches(".*(harbour|lighthouse|pier).*")));
    assertThat(platform.read(IncidentFacts.TABLE).where("team = 'mint'").count()).isEqualTo(3);
  }

  @Test
  @DisplayName("have figures together, since enough people were known")
  void figures() {
    assertThat(kpis("incident_count", "n"))
        .containsExactly(
            "(none) 2026-W41 1",
            "(none) 2026-W42 1",
            "(small teams) 2026-W41 2",
            "(small teams) 2026-W42 4",
            "mint 2026-W42 3");
    // 10, 20 and 60 s of two teams, 100, 200 and 300 s of the mint; nobody acknowledged week 41.
    assertThat(kpis("mtta", "mean_seconds"))
        .containsExactly(
            "(none) 2026-W41 null",
            "(none) 2026-W42 400.0",
            "(small teams) 2026-W41 null",
            "(small teams) 2026-W42 30.0",
            "mint 2026-W42 200.0");
  }

  @Test
  @DisplayName("are interrupted together, and pages of no team are not told of with one person")
  void load() {
    assertThat(platform.read(InterruptionLoad.TABLE).orderBy("teams", "week").collectAsList())
        .extracting(
            row ->
                row.getAs("teams")
                    + " "
                    + row.getAs("week")
                    + " people "
                    + row.getAs("people_count")
                    + " interruptions "
                    + row.getAs("interruption_count"))
        .containsExactly(
            "(small teams) 2026-W41 people 15 interruptions 14",
            "(small teams) 2026-W42 people 15 interruptions 3",
            "mint 2026-W42 people 10 interruptions 12");
  }

  @Test
  @DisplayName("have their agreed times together")
  void agreedTimes() {
    assertThat(platform.read(SlaOutcomes.TABLE).select("team").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[(small teams)]");
    assertThat(
            platform
                .read(SlaCompliance.TABLE)
                .where("target = 'resolution' AND segment_type = 'team' AND period = 'all'")
                .select("segment", "met_count")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[(small teams),1]");
  }

  @Test
  @DisplayName("have KPIs of other things than incidents together too")
  void otherSubjects() {
    assertThat(kpis("interruption_count", "n"))
        .containsExactly(
            "(small teams) 2026-W41 14", "(small teams) 2026-W42 3", "mint 2026-W42 12");
    assertThat(kpis("resolution_sla_met_ratio", "numerator_count"))
        .containsExactly("(small teams) 2026-W42 1");
    // Nobody who was called for no team is in the sum.
    assertThat(
            platform
                .read(KpiValues.TABLE)
                .where("kpi_id = 'interruption_count' AND segment = 'all'")
                .selectExpr("sum(n)")
                .first()
                .getLong(0))
        .isEqualTo(29);
  }

  @Test
  @DisplayName("are known with the instants since when figures tell of them together and alone")
  void groups() {
    assertThat(
            Timestamps.asText(platform.read(TeamGroups.TABLE))
                .orderBy("kind", "team")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[incident,harbour,2026-10-05T10:00:09Z,null]",
            "[incident,lighthouse,2026-10-05T10:00:09Z,null]",
            "[incident,mint,2026-10-05T10:00:09Z,2026-10-06T10:00:09Z]",
            "[incident,pier,2026-10-05T10:00:09Z,null]",
            "[page,(none),null,null]",
            "[page,harbour,2026-10-05T10:00:09Z,null]",
            "[page,lighthouse,2026-10-05T10:00:09Z,null]",
            "[page,mint,2026-10-05T10:00:09Z,2026-10-06T10:00:09Z]");
  }

  private List<String> kpis(String id, String column) {
    return platform
        .read(KpiValues.TABLE)
        .where("segment_type = 'team' AND kpi_id = '" + id + "'")
        .orderBy("segment", "period")
        .selectExpr(
            "concat_ws(' ', segment, period, coalesce(CAST(" + column + " AS STRING), 'null'))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Opened a minute before the first of some people is called, one of them every second. */
  private static BronzeRecord paged(
      String key, String team, String minute, String person, int people, int acknowledged) {
    Instant opened = Instant.parse(minute + ":00Z");
    BronzeRecord page =
        page(key)
            .version("2026-10-18T00:00:00Z")
            .with(IncidentField.STATE, "TRIGGERED")
            .with(IncidentField.OPENED_AT, opened.toString());
    if (team != null) {
      page.with(IncidentField.TEAM, team);
    }
    for (int i = 0; i < people; i++) {
      page.notified(opened.plusSeconds(60 + i).toString(), person + i, "push");
    }
    if (acknowledged > 0) {
      page.event(
          opened.plusSeconds(acknowledged).toString(), EventKind.ACKNOWLEDGED, ActorKind.HUMAN);
    }
    return page;
  }
}
