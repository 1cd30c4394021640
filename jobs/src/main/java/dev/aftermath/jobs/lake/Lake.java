package dev.aftermath.jobs.lake;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The tables below one root: reading, writing and their versions. */
public final class Lake {
  private final SparkSession spark;
  private final LakeFiles files;

  private Lake(SparkSession spark, LakeFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /** The lake at a path or URI. */
  public static Lake at(SparkSession spark, String uri) {
    return new Lake(spark, LakeFiles.below(uri, spark.sparkContext().hadoopConfiguration()));
  }

  /** The lake's plain files: landing, journal, lock. */
  public LakeFiles files() {
    return files;
  }

  /** The session that reads and writes. */
  public SparkSession spark() {
    return spark;
  }

  /** The rows of a table; none when it was never written. */
  public Dataset<Row> read(TableSpec table) {
    return newest(table).isPresent()
        ? spark.read().format("delta").load(files.uri(table.path()))
        : spark.createDataFrame(List.of(), table.schema());
  }

  /** The newest commit of a table; empty when it was never written. */
  public Optional<Commit> newest(TableSpec table) {
    return Commit.newest(files, table);
  }

  /**
   * Puts the rows in the place of all that the table held.
   *
   * @param inputs the digest of what the rows were computed from; see {@link Commit#inputs()}
   */
  public void replace(TableSpec table, Dataset<Row> rows, String runId, String inputs) {
    rows.to(table.schema())
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("overwriteSchema", "true")
        .option("userMetadata", Commit.note(runId, inputs))
        .save(files.uri(table.path()));
  }

  /**
   * Adds the rows. A batch of the same id is added once, however often this is called: an
   * interrupted run may safely do it again.
   */
  public void append(TableSpec table, Dataset<Row> rows, String runId, String batchId) {
    rows.to(table.schema())
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .option("txnAppId", batchId)
        .option("txnVersion", 1)
        .option("userMetadata", Commit.note(runId, ""))
        .save(files.uri(table.path()));
  }

  /**
   * Removes the rows of a table that a condition is true for; nothing when it was never written.
   */
  public void delete(TableSpec table, Column condition) {
    if (newest(table).isPresent()) {
      DeltaTable.forPath(spark, files.uri(table.path())).delete(condition);
    }
  }
}
