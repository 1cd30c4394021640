package dev.aftermath.jobs.lake;

import dev.aftermath.jobs.spark.Schemas;
import io.delta.tables.DeltaTable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
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
    return newest(table)
        .map(commit -> rows(table, commit.version()))
        .orElseGet(() -> spark.createDataFrame(List.of(), table.schema()));
  }

  /** The newest commit of a table; empty when it was never written. */
  public Optional<Commit> newest(TableSpec table) {
    return Commit.newest(files, table);
  }

  /**
   * The rows of a table as they were.
   *
   * @throws IllegalArgumentException when the version is not, or no longer, there
   */
  public Dataset<Row> read(TableSpec table, long version) {
    if (Commit.of(files, table, version).isEmpty()) {
      throw new IllegalArgumentException(
          "Version " + version + " of " + table.name() + " is not in its log");
    }
    return rows(table, version);
  }

  private Dataset<Row> rows(TableSpec table, long version) {
    return LiveFiles.of(files, table, version)
        .map(live -> live.read(spark))
        .orElseGet(
            () ->
                spark
                    .read()
                    .format("delta")
                    .option("versionAsOf", version)
                    .load(files.uri(table.path())));
  }

  /** The commit that was a table's newest at an instant; empty when there was none yet. */
  public Optional<Commit> at(TableSpec table, Instant instant) {
    return Commit.at(files, table, instant);
  }

  /** The commits of a table that are in its log, ascending. */
  public List<Commit> commits(TableSpec table) {
    return commits(table, 0);
  }

  /** Those of a version and later ones: each that is read costs a look at a file. */
  public List<Commit> commits(TableSpec table, long first) {
    return Commit.since(files, table, first);
  }

  /**
   * What happened to a table kept by month after one version, up to another; empty when its log
   * does not tell, so that all of it may have changed.
   */
  public Optional<Changed> changed(TableSpec table, long from, long to) {
    return Changed.between(files, table, from, to);
  }

  /**
   * The rows that came to a table without partitions after one version, up to another; empty when
   * its log does not tell, or when rows were also changed or removed.
   */
  public Optional<Dataset<Row>> added(TableSpec table, long from, long to) {
    String folder = files.uri(table.path());
    return AddedFiles.between(files, table, from, to)
        .map(names -> names.stream().map(name -> folder + "/" + name).toList())
        .map(uris -> new LiveFiles(folder, table.schema(), table.partitions(), uris).read(spark));
  }

  /** Puts the rows in the place of all that the table held. */
  public void replace(TableSpec table, Dataset<Row> rows, Note note) {
    // What is to be overwritten Delta looks for by Spark jobs, even in a table that is not there.
    DataFrameWriter<Row> writer =
        newest(table).isEmpty()
            ? writer(table, rows, note).mode(SaveMode.Append)
            : writer(table, rows, note).mode(SaveMode.Overwrite).option("overwriteSchema", "true");
    writer.save(files.uri(table.path()));
  }

  /**
   * Puts the rows in the place of all that a table held of some months; the others stay.
   *
   * @param rows of these months only
   * @param months at least one
   */
  public void replaceMonths(
      TableSpec table, Dataset<Row> rows, Collection<String> months, Note note) {
    String listed = String.join(", ", months.stream().map(month -> "'" + month + "'").toList());
    writer(table, rows, note)
        .mode(SaveMode.Overwrite)
        .option("replaceWhere", TableSpec.MONTH + " IN (" + listed + ")")
        .save(files.uri(table.path()));
  }

  /**
   * Adds the rows. A batch of the same id is added once, however often this is called: an
   * interrupted run may safely do it again.
   */
  public void append(TableSpec table, Dataset<Row> rows, String runId, String batchId) {
    append(table, rows, Note.of(runId), batchId, 1);
  }

  /**
   * Adds the rows of a numbered batch once.
   *
   * @param number that of one batch is higher than that of the batch before it
   */
  public void append(TableSpec table, Dataset<Row> rows, Note note, String series, long number) {
    writer(table, rows, note)
        .mode(SaveMode.Append)
        .option("txnAppId", series)
        .option("txnVersion", number)
        .save(files.uri(table.path()));
  }

  private DataFrameWriter<Row> writer(TableSpec table, Dataset<Row> rows, Note note) {
    DataFrameWriter<Row> writer =
        Schemas.fit(rows, table.schema())
            .write()
            .format("delta")
            .option("userMetadata", note.toJson());
    return table.partitions().isEmpty()
        ? writer
        : writer.partitionBy(table.partitions().toArray(String[]::new));
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
