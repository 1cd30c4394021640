package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamMembers;
import dev.aftermath.jobs.testing.BronzeExports;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The people of teams, found again in the days that changed")
class TeamMemberDaysTest {
  @TempDir Path folder;
  private Lake lake;
  private int exports;

  @BeforeEach
  void first(SparkSession spark) throws IOException {
    lake = Lake.at(spark, folder.resolve("lake").toString());
    List<BronzeRecord> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String day = LocalDate.parse("2026-01-05").plusDays(10L * i).toString();
      records.add(page("P" + i, day, i % 2 == 0 ? "harbour" : "pier", "person-" + i % 3));
    }
    records.add(page("P12", "2026-01-06", "mint", "person-0"));
    add(records);
  }

  /** One after the other: the lake that all of this begins with takes the most time. */
  @Test
  @DisplayName("are those that all pages tell of, whatever further weeks bring")
  void furtherWeeks() throws IOException {
    nobodyIsNew();
    someAreFound();
    aTeamIsLost();
  }

  private void nobodyIsNew() throws IOException {
    Optional<Long> version = version();

    add(List.of(page("P20", "2026-05-10", "harbour", "person-1")));

    assertThat(version()).isEqualTo(version);
    assertThat(rows(lake.read(TeamMembers.TABLE))).isEqualTo(all());
  }

  /** Somebody is new, somebody was known earlier, and a ticket decides on another team. */
  private void someAreFound() throws IOException {
    add(
        List.of(
            page("P22", "2026-05-10", "harbour", "person-9"),
            page("P21", "2026-01-02", "pier", "person-1"),
            BronzeRecord.ticket("T20")
                .with(IncidentField.EXTERNAL_REFERENCE, "P22")
                .with(IncidentField.TEAM, "quay")));

    assertThat(rows(lake.read(TeamMembers.TABLE))).isEqualTo(all());
    assertThat(told())
        .contains(
            "page harbour 2026-05-10T09:01:00Z",
            "incident quay 2026-05-10T09:01:00Z",
            "incident quay null",
            "page pier 2026-01-02T09:01:00Z");
  }

  /** The only page of a team turns out to be another team's. */
  private void aTeamIsLost() throws IOException {
    add(List.of(page("P12", "2026-01-06", "pier", "person-0").version("2026-05-10T10:00:00Z")));

    assertThat(rows(lake.read(TeamMembers.TABLE))).isEqualTo(all());
    assertThat(told()).noneMatch(it -> it.contains("mint"));
  }

  private static BronzeRecord page(String key, String day, String team, String person) {
    return BronzeRecord.page(key)
        .version(day + "T09:00:00Z")
        .with(IncidentField.OPENED_AT, day + "T09:00:00Z")
        .with(IncidentField.TEAM, team)
        .notified(day + "T09:01:00Z", person, "push");
  }

  private void add(List<BronzeRecord> records) throws IOException {
    exports++;
    BronzeExports.append(lake, exports, records);
    List<Step> steps = new ArrayList<>(IncidentSteps.incidents(rules(), FoldedStories.apart()));
    steps.add(new Step(TeamMembers.TABLE, TeamMemberDays.INPUTS, "", null, new TeamMemberDays()));
    new Pipeline(lake, "run", Progress.silent()).run(steps);
  }

  private Optional<Long> version() {
    return lake.newest(TeamMembers.TABLE).map(Commit::version);
  }

  private List<Row> all() {
    return rows(TeamMembers.build(lake.read(IncidentAccounts.TABLE), lake.read(Incidents.TABLE)));
  }

  private List<String> told() {
    return rows(lake.read(TeamMembers.TABLE)).stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(3))
        .toList();
  }

  private static List<Row> rows(Dataset<Row> members) {
    return Timestamps.asText(members).orderBy("kind", "team", "person_digest").collectAsList();
  }

  private static MatchingRules rules() throws IOException {
    return MatchingSettings.read(Path.of("../conf/matching.yaml"));
  }
}
