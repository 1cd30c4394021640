package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.people.PublishedTeams;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SparkTest
@DisplayName("The names that teams are published under")
class TeamGroupsTest {
  private static final Instant TOGETHER = Instant.parse("2026-10-05T10:00:00Z");
  private static final Instant ALONE = Instant.parse("2026-10-06T10:00:00Z");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("are those of the domain, at the edge of every time and where none is known")
  void parity(boolean isTogether, SparkSession spark) {
    Instant together = isTogether ? TOGETHER : null;
    PublishedTeams published = new PublishedTeams(together, Map.of("large", ALONE));
    Dataset<Row> groups =
        spark.createDataFrame(
            List.of(
                RowFactory.create("incident", "large", together, ALONE),
                RowFactory.create("incident", "small", together, null),
                RowFactory.create("page", "small", together, ALONE)),
            TeamGroups.TABLE.schema());
    List<Row> incidents = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String team : List.of("large", "small")) {
      for (Instant at :
          List.of(TOGETHER.minusNanos(1_000), TOGETHER, ALONE.minusNanos(1_000), ALONE)) {
        incidents.add(RowFactory.create(team, at));
        expected.add(team + " " + Micros.of(at) + " " + published.name(team, at).orElse(null));
      }
      incidents.add(RowFactory.create(team, null));
      expected.add(team + " null " + published.name(team, null).orElse(null));
    }

    Dataset<Row> rows =
        spark
            .createDataFrame(incidents, StructType.fromDDL("own STRING, opened_at TIMESTAMP"))
            .selectExpr("own AS team", "own", "opened_at");

    assertThat(
            TeamGroups.ofIncidents(rows, groups)
                .selectExpr("own", "unix_micros(opened_at) AS at", "team")
                .collectAsList())
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @DisplayName("are none for an incident of no team, and for a team that nothing is known of")
  void unknown(SparkSession spark) {
    Dataset<Row> groups =
        spark.createDataFrame(
            List.of(
                RowFactory.create("incident", "large", TOGETHER, ALONE),
                RowFactory.create("page", "(none)", null, ALONE)),
            TeamGroups.TABLE.schema());
    Dataset<Row> rows =
        spark.sql(
            "SELECT team, TIMESTAMP '2026-10-07 00:00:00' AS opened_at,"
                + " TIMESTAMP '2026-10-07 00:00:00' AS incident_opened_at"
                + " FROM VALUES (null), ('other') AS t(team)");

    assertThat(TeamGroups.ofIncidents(rows, groups).select("team").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[null]", "[null]");
    assertThat(TeamGroups.ofInterruptions(rows, groups).select("team").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[(none)]", "[null]");
  }

  @Test
  @DisplayName("count people for the team of the page and for the one that the ticket decides")
  void members(SparkSession spark) throws IOException {
    MatchingRules rules = MatchingSettings.read(Path.of("../conf/matching.yaml"));
    Dataset<Row> records =
        BronzeRecord.table(
            spark,
            BronzeRecord.page("P1")
                .with(IncidentField.TEAM, "harbour")
                .notified("2026-10-05T10:00:00Z", "ann", "push")
                .notified("2026-10-05T10:01:00Z", "bob", "phone")
                .notified("2026-10-05T10:02:00Z", "bob", "push"),
            BronzeRecord.ticket("T1")
                .with(IncidentField.EXTERNAL_REFERENCE, "P1")
                .with(IncidentField.TEAM, "pier"),
            BronzeRecord.page("P2")
                .with(IncidentField.TEAM, "harbour")
                .notified("2026-10-06T10:00:00Z", "cy", "email")
                .notified("2026-10-06T10:05:00Z", "dee", "sms"),
            BronzeRecord.page("P3").notified("2026-10-07T10:00:00Z", "ann", "push"),
            BronzeRecord.ticket("T2").with(IncidentField.TEAM, "mint"));
    Dataset<Row> accounts = IncidentAccounts.build(Stories.fold(records), rules);

    // Two people are enough: those of the pier at 10:01, those of the harbour's own at 10:01 too.
    assertThat(
            Timestamps.asText(
                    TeamGroups.build(
                        TeamMembers.build(accounts, SampleIncidents.of(records, rules)), 2))
                .orderBy("kind", "team")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[incident,harbour,2026-10-05T10:01:00Z,null]",
            "[incident,mint,2026-10-05T10:01:00Z,null]",
            "[incident,pier,2026-10-05T10:01:00Z,null]",
            "[page,(none),null,null]",
            "[page,harbour,2026-10-05T10:01:00Z,null]");
  }
}
