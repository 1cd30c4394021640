package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("What is written about the cause of an incident")
class CauseTextsTest {
  @Test
  @DisplayName("is the word of the postmortem that was completed last, then that of its records")
  void causes(SparkSession spark) {
    Dataset<Row> facts =
        spark.sql(
            """
            SELECT * FROM VALUES ('told', 'Restarted it'), ('told twice', null),
              ('stated beside', null), ('not told', 'Disk full'), ('unknown', null)
              AS facts(incident_id, cause_text)
            """);
    Dataset<Row> postmortems =
        spark.sql(
            """
            SELECT 'git' AS source, postmortem_key, incident_id, other_incident_ids, cause_text,
              timestamp(completed_at) AS completed_at
            FROM VALUES
              ('a', 'told', array('stated beside'), 'The pool leaks', '2026-03-02 00:00:00'),
              ('b', 'told twice', array(), 'First guess', '2026-03-02 00:00:00'),
              ('c', 'told twice', array(), 'A certificate expired', '2026-03-09 00:00:00'),
              ('d', 'told twice', array(), 'A draft', null),
              ('e', 'not told', array(), null, '2026-03-02 00:00:00'),
              ('f', null, array(), 'Of no incident', '2026-03-02 00:00:00')
              AS postmortems(postmortem_key, incident_id, other_incident_ids, cause_text,
                completed_at)
            """);

    assertThat(CauseTexts.of(facts, postmortems).collectAsList())
        .extracting(
            row ->
                "%s: %s (%s)"
                    .formatted(
                        row.getAs("incident_id"),
                        row.getAs("cause_text"),
                        row.getAs("cause_basis")))
        .containsExactlyInAnyOrder(
            "told: The pool leaks (postmortem)",
            "told twice: A certificate expired (postmortem)",
            "stated beside: The pool leaks (postmortem)",
            "not told: Disk full (record)",
            "unknown: null (null)");
  }
}
