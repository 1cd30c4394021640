package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.pipeline.Views;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("A question that cannot be answered")
class SqlProblemTest {
  @TempDir private Path folder;

  private String problem(SparkSession spark, String sql) {
    Lake lake = Lake.at(spark, folder.toString());
    Exception failure =
        catchException(
            () -> {
              Views.open(lake, sql);
              spark.sql(sql).collectAsList();
            });
    return String.valueOf(SqlProblem.of(failure).orElseThrow().getMessage());
  }

  @Test
  @DisplayName("for an unknown table names the nearest and all others")
  void unknownTable(SparkSession spark) {
    assertThat(problem(spark, "SELECT * FROM kpi_value"))
        .startsWith(
            "Cannot answer the question: there is no table \"kpi_value\"; did you mean"
                + " \"kpi_values\"? (allowed: ")
        .contains("incident_facts", "samples", "slo_windows")
        .hasLineCount(1);
  }

  @Test
  @DisplayName("for an unknown column, broken SQL or a bad value gives Spark's cause in one line")
  void otherProblems(SparkSession spark) {
    assertThat(problem(spark, "SELECT valeu FROM samples"))
        .contains("valeu", "`value`")
        .doesNotContain("SQLSTATE", "UNRESOLVED_COLUMN")
        .hasLineCount(1);
    assertThat(problem(spark, "SELEKT 1")).contains("'SELEKT'").hasLineCount(1);
    assertThat(problem(spark, "SELECT 1 / 0")).contains("Division by zero").hasLineCount(1);
  }

  @Test
  @DisplayName("is told apart from a fault of the platform")
  void faults() {
    assertThat(SqlProblem.of(new IllegalStateException("broken"))).isEmpty();
  }
}
