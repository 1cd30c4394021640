package dev.aftermath.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class LakeTest {
  private static final TableSpec PETS =
      TableSpec.gold("pets", "name STRING NOT NULL, legs_count BIGINT NOT NULL", "name");

  @Test
  @DisplayName("A table that was never written has no rows, but its columns")
  void neverWritten(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    assertThat(lake.read(PETS).columns()).containsExactly("name", "legs_count");
    assertThat(lake.read(PETS).count()).isZero();
    assertThat(lake.newest(PETS)).isEmpty();
  }

  @Test
  @DisplayName("A commit tells its version, its rows and what it was computed from")
  void commitNote(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    lake.replace(PETS, pets(spark, "cat", "dog"), Note.of("run-1", "digest-1"));
    lake.replace(PETS, pets(spark, "bird"), Note.of("run-2", "digest-2"));

    Commit newest = lake.newest(PETS).orElseThrow();
    assertThat(newest.version()).isEqualTo(1);
    assertThat(newest.note()).isEqualTo(Note.of("run-2", "digest-2"));
    assertThat(newest.rowCount()).isEqualTo(1);
    assertThat(lake.read(PETS).collectAsList()).containsExactly(RowFactory.create("bird", 4L));
  }

  @Test
  @DisplayName("A batch that is appended again after an interruption enters once")
  void batchEntersOnce(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    lake.append(PETS, pets(spark, "cat"), "run-1", "batch-a");
    lake.append(PETS, pets(spark, "cat"), "run-2", "batch-a");
    lake.append(PETS, pets(spark, "dog"), "run-2", "batch-b");

    assertThat(lake.read(PETS).orderBy("name").collectAsList())
        .containsExactly(RowFactory.create("cat", 4L), RowFactory.create("dog", 4L));
    assertThat(lake.newest(PETS).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  @DisplayName("Rows that lack a column of the table are refused")
  void missingColumn(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    assertThatThrownBy(
            () ->
                lake.replace(
                    PETS, pets(spark, "cat").drop("legs_count"), Note.of("run-1", "digest")))
        .hasMessageContaining("legs_count");
    assertThat(lake.newest(PETS)).isEmpty();
  }

  private static Dataset<Row> pets(SparkSession spark, String... names) {
    List<Row> rows = List.of(names).stream().map(name -> RowFactory.create(name, 4L)).toList();
    return spark.createDataFrame(rows, PETS.schema()).coalesce(1);
  }
}
