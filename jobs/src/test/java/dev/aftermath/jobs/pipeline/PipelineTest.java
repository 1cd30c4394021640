package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class PipelineTest {
  private static final TableSpec NUMBERS = TableSpec.silver("numbers", "number BIGINT", "number");
  private static final TableSpec TOTALS =
      TableSpec.gold("totals", "total BIGINT NOT NULL", "total");

  @Test
  @DisplayName("A second run over the same inputs and definitions writes no version")
  void unchanged(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    List<StepResult> first = pipeline(lake).run(steps(3));
    List<StepResult> second = pipeline(lake).run(steps(3));

    assertThat(first)
        .extracting(
            StepResult::step, StepResult::outcome, StepResult::version, StepResult::rowCount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("numbers", StepResult.Outcome.WRITTEN, 0L, 3L),
            org.assertj.core.groups.Tuple.tuple("totals", StepResult.Outcome.WRITTEN, 0L, 1L));
    assertThat(second).extracting(StepResult::outcome).containsOnly(StepResult.Outcome.UNCHANGED);
    assertThat(lake.newest(NUMBERS).orElseThrow().version()).isZero();
  }

  @Test
  @DisplayName("A changed definition makes its table and those that read it again")
  void changedDefinition(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    pipeline(lake).run(steps(3));

    List<StepResult> results = pipeline(lake).run(steps(5));

    assertThat(results).extracting(StepResult::version).containsExactly(1L, 1L);
    assertThat(lake.read(TOTALS).first().getLong(0)).isEqualTo(5);
  }

  @Test
  @DisplayName("A step that fails ends the run with its own error and leaves its table unwritten")
  void failure(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    Step broken =
        new Step(
            TOTALS,
            List.of(NUMBERS),
            "broken",
            it -> {
              throw new IllegalStateException("no totals today");
            });

    assertThatThrownBy(() -> pipeline(lake).run(List.of(steps(3).get(0), broken)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no totals today");
    assertThat(lake.newest(TOTALS)).isEmpty();
    assertThat(lake.newest(NUMBERS)).isPresent();
  }

  private static Pipeline pipeline(Lake lake) {
    return new Pipeline(lake, "run", Progress.silent());
  }

  private static List<Step> steps(int numbers) {
    return List.of(
        new Step(
            NUMBERS,
            List.of(),
            "numbers " + numbers,
            lake -> lake.spark().range(numbers).select(col("id").as("number"))),
        new Step(
            TOTALS,
            List.of(NUMBERS),
            "",
            lake -> lake.read(NUMBERS).agg(count(lit(1)).as("total"))));
  }
}
