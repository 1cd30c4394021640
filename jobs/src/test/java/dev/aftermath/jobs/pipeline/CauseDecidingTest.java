package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import dev.aftermath.jobs.gold.CauseDecisions;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.StatedRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The causes aaaa1 (I1, I2), aaaa2 (I3), which was called cccc before, and bbbb (I4). */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Decisions about causes")
class CauseDecidingTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private Lake lake;
  private CauseDeciding deciding;

  @BeforeAll
  void causes(SparkSession spark, @TempDir Path folder) {
    lake = Lake.at(spark, folder.toString());
    write(
        CauseSummaries.TABLE,
        spark.sql(
            """
            SELECT cause_id, former_ids, leader_incident_id,
              timestamp(first_seen_at) AS first_seen_at
            FROM VALUES
              ('aaaa1', array(), 'I1', '2026-03-02 00:00:00'),
              ('aaaa2', array('cccc'), 'I3', '2026-03-01 00:00:00'),
              ('bbbb', array(), 'I4', '2026-03-04 00:00:00')
              AS t(cause_id, former_ids, leader_incident_id, first_seen_at)
            """));
    write(
        CauseMembers.TABLE,
        spark.sql(
            """
            SELECT cause_id, incident_id, timestamp(opened_at) AS opened_at
            FROM VALUES
              ('aaaa1', 'I1', '2026-03-02 00:00:00'), ('aaaa1', 'I2', '2026-03-03 00:00:00'),
              ('aaaa2', 'I3', '2026-03-01 00:00:00'), ('bbbb', 'I4', '2026-03-04 00:00:00')
              AS t(cause_id, incident_id, opened_at)
            """));
    write(
        IncidentFacts.TABLE,
        spark.sql(
            """
            SELECT incident_id, servicenow_number, pagerduty_number
            FROM VALUES ('I1', 'INC1', NULL), ('I2', 'INC2', NULL), ('I3', NULL, '47'),
              ('I4', NULL, NULL) AS t(incident_id, servicenow_number, pagerduty_number)
            """));
    deciding = new CauseDeciding(lake, "run", NOW, "why");
  }

  @Test
  @DisplayName("are taken down one after the other, and read as they were")
  void taken() {
    CauseDecision renamed = deciding.rename("aaaa1", " The pool ");
    CauseDecision fixed = deciding.fixed("bbbb", NOW.minusSeconds(60));

    assertThat(renamed.name()).isEqualTo("The pool");
    assertThat(fixed.number()).isEqualTo(renamed.number() + 1);
    assertThat(CauseDecisions.in(lake.read(CauseDecisions.TABLE))).contains(renamed, fixed);
  }

  @Test
  @DisplayName("merge into the cause that was seen first, by whatever it is called")
  void merge() {
    CauseDecision merged = deciding.merge("bbbb", "cccc");
    assertThat(merged.causeId()).isEqualTo("aaaa2");
    assertThat(merged.otherCauseId()).isEqualTo("bbbb");
    assertThat(merged.note()).isEqualTo("why");
  }

  @Test
  @DisplayName("split off incidents by the names people know, but never the first")
  void split() {
    CauseDecision split = deciding.split("aaaa1", List.of("INC2"));
    assertThat(split.incidentIds()).containsExactly("I2");
    assertThat(split.otherCauseId()).matches("[0-9a-f]{16}");
    assertThatThrownBy(() -> deciding.split("aaaa1", List.of("INC1")))
        .isInstanceOf(RefusedDecisionException.class)
        .hasMessage("I1 is the first of aaaa1, which keeps its id: name the others instead");
    assertThatThrownBy(() -> deciding.split("aaaa1", List.of("#47")))
        .hasMessage("#47 is not of aaaa1 but of aaaa2");
  }

  @Test
  @DisplayName("keep two incidents apart, and refuse to merge their causes afterwards")
  void apart() {
    CauseDecision apart = deciding.cannotLink("I4", "INC1");
    assertThat(apart.incidentIds()).containsExactly("I1", "I4");
    assertThatThrownBy(() -> deciding.merge("aaaa1", "bbbb"))
        .hasMessageStartingWith(
            "Cannot merge aaaa1 and bbbb: it was decided that I1 and I4 have different causes.");
  }

  @Test
  @DisplayName("are refused about what nobody knows, with what to do")
  void unknown() {
    assertThatThrownBy(() -> deciding.rename("dddd", "Name"))
        .hasMessageStartingWith("Unknown cause \"dddd\"")
        .hasMessageEndingWith("See 'aftermath cause list'");
    assertThatThrownBy(() -> deciding.rename("aaaa", "Name"))
        .hasMessageStartingWith("\"aaaa\" begins the ids of several causes.");
    assertThatThrownBy(() -> deciding.cannotLink("INC9", "INC1"))
        .hasMessageStartingWith("Unknown incident \"INC9\"");
    assertThatThrownBy(() -> deciding.fixed("bbbb", NOW.plusSeconds(1)))
        .hasMessageStartingWith("Cannot say that it is fixed at 2026-06-01T00:00:01Z");
  }

  private void write(TableSpec table, Dataset<Row> stated) {
    StatedRows.write(lake, table, stated, NOW);
  }
}
