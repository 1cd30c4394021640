package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("Problem records")
class ProblemsTest {

  @Test
  @DisplayName("stand as their latest version says: one that is worked on again is no fix any more")
  void latest(SparkSession spark) {
    assertThat(
            Timestamps.asText(
                    Problems.build(
                        BronzeRecord.table(
                            spark,
                            closed("PRB1", "2026-03-20T09:00:00Z", "fix_applied"),
                            closed("PRB2", "2026-03-20T09:00:00Z", "risk_accepted"),
                            closed("PRB3", "2026-03-20T09:00:00Z", "fix_applied"),
                            BronzeRecord.problem("PRB3")
                                .version("2026-03-25T09:00:00Z")
                                .with(IncidentField.STATE, "IN_PROGRESS"),
                            BronzeRecord.ticket("INC1")
                                .version("2026-03-25T09:00:00Z")
                                .with(IncidentField.STATE, "CLOSED"))))
                .orderBy("problem_key")
                .selectExpr("concat_ws(' ', problem_key, state, outcome, fixed_at)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            "PRB1 CLOSED fixed 2026-03-20T09:00:00Z",
            "PRB2 CLOSED not_fixed",
            "PRB3 IN_PROGRESS open");
  }

  private static BronzeRecord closed(String number, String at, String resolution) {
    return BronzeRecord.problem(number)
        .version(at)
        .with(IncidentField.STATE, "CLOSED")
        .with(IncidentField.CLOSE_CODE, resolution)
        .with(IncidentField.CLOSED_AT, at);
  }
}
