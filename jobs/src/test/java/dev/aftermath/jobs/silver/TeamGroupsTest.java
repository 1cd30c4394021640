package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.people.PublishedTeams;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.testing.SparkTest;
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
}
