package dev.aftermath.jobs.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
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
  @DisplayName("The rows that came since a version are told, unless any were taken away meanwhile")
  void added(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    lake.append(PETS, pets(spark, "cat"), "run-1", "batch-a");
    lake.append(PETS, pets(spark, "dog"), "run-2", "batch-b");
    lake.append(PETS, pets(spark, "cow"), "run-3", "batch-c");

    assertThat(lake.added(PETS, 0, 2).orElseThrow().orderBy("name").collectAsList())
        .containsExactly(RowFactory.create("cow", 4L), RowFactory.create("dog", 4L));
    assertThat(lake.added(PETS, 2, 2).orElseThrow().isEmpty()).isTrue();

    lake.delete(PETS, col("name").equalTo("cat"));
    assertThat(lake.added(PETS, 0, 3)).isEmpty();
    assertThat(lake.added(PETS, -1, 2)).isEmpty();
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

  @Test
  @DisplayName("Reading a small table costs no Spark job but the one that reads its rows")
  void noJobs(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    lake.replace(PETS, pets(spark, "cat", "dog"), Note.of("run-1", "digest"));

    spark.sparkContext().setJobGroup("reading", "reading", false);
    lake.read(PETS).collectAsList();
    spark.sparkContext().clearJobGroup();

    assertThat(spark.sparkContext().statusTracker().getJobIdsForGroup("reading")).hasSize(1);
  }

  @Test
  @DisplayName("A version is read as it was, also when the table has other columns since")
  void olderVersion(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    TableSpec before = TableSpec.gold("pets", "name STRING NOT NULL", "name");
    lake.replace(before, pets(spark, "cat").drop("legs_count"), Note.of("run-1", "digest"));
    lake.replace(PETS, pets(spark, "dog"), Note.of("run-2", "digest"));

    assertThat(lake.read(PETS, 0).collectAsList()).containsExactly(RowFactory.create("cat"));
    assertThat(lake.read(PETS, 1).collectAsList()).containsExactly(RowFactory.create("dog", 4L));
    assertThatThrownBy(() -> lake.read(PETS, 2)).hasMessageContaining("Version 2 of pets");
  }

  @Test
  @DisplayName("A table whose writer was killed before it wrote a checksum is read all the same")
  void withoutChecksum(SparkSession spark, @TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark, folder.toString());
    lake.append(PETS, pets(spark, "cat"), "run-1", "batch-a");
    lake.append(PETS, pets(spark, "dog"), "run-1", "batch-b");
    Files.delete(folder.resolve("gold/pets/_delta_log/00000000000000000001.crc"));

    assertThat(lake.read(PETS).orderBy("name").collectAsList())
        .containsExactly(RowFactory.create("cat", 4L), RowFactory.create("dog", 4L));
  }

  @Test
  @DisplayName("A checksum that is cut is not trusted")
  void cutChecksum(SparkSession spark, @TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark, folder.toString());
    lake.replace(PETS, pets(spark, "cat"), Note.of("run-1", "digest"));
    Path checksum = folder.resolve("gold/pets/_delta_log/00000000000000000000.crc");
    String whole = Files.readString(checksum);
    Files.writeString(checksum, whole.substring(0, whole.length() / 2));

    assertThat(lake.read(PETS).collectAsList()).containsExactly(RowFactory.create("cat", 4L));
  }

  @Test
  @DisplayName("A lake in a folder with spaces, percent signs and brackets is read like any other")
  void oddFolder(SparkSession spark, @TempDir Path folder) {
    for (String name : List.of("our lake", "100%25 ours", "lake [1]", "month=none")) {
      Lake lake = Lake.at(spark, folder.resolve(name).toString());
      lake.replace(PETS, pets(spark, "cat"), Note.of("run-1", "digest"));

      assertThat(lake.read(PETS).collectAsList())
          .as(name)
          .containsExactly(RowFactory.create("cat", 4L));
    }
  }

  @Test
  @DisplayName("A table kept by month has its columns in order, and of one month only that is read")
  void byMonth(SparkSession spark, @TempDir Path folder) {
    TableSpec walks =
        TableSpec.gold("walks", "month STRING NOT NULL, name STRING NOT NULL", "name").byMonth();
    Lake lake = Lake.at(spark, folder.toString());
    List<Row> rows =
        List.of(RowFactory.create("2026-03", "cat"), RowFactory.create("2026-04", "dog"));
    lake.replace(walks, spark.createDataFrame(rows, walks.schema()), Note.of("run-1", "digest"));

    Dataset<Row> april = lake.read(walks).where("month = '2026-04'");

    assertThat(lake.read(walks).columns()).containsExactly("month", "name");
    assertThat(april.collectAsList()).containsExactly(RowFactory.create("2026-04", "dog"));
    assertThat(april.queryExecution().executedPlan().toString())
        .contains("PartitionFilters: [isnotnull(month")
        .doesNotContain("PartitionFilters: []");
  }

  @Test
  @DisplayName("A table of more files than a checksum lists is read all the same")
  void manyFiles(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    Dataset<Row> many =
        spark.range(0, 210, 1, 210).selectExpr("string(id) AS name", "4L AS legs_count");
    lake.replace(PETS, many, Note.of("run-1", "digest"));

    assertThat(LiveFiles.of(lake.files(), PETS, 0)).isEmpty();
    assertThat(lake.read(PETS).count()).isEqualTo(210);
  }

  private static Dataset<Row> pets(SparkSession spark, String... names) {
    List<Row> rows = List.of(names).stream().map(name -> RowFactory.create(name, 4L)).toList();
    return spark.createDataFrame(rows, PETS.schema()).coalesce(1);
  }
}
