package dev.aftermath.jobs.publish;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Rows of gold tables with the columns that a test is about. */
final class SampleCells {
  private SampleCells() {}

  /**
   * Rows.
   *
   * @param columns names, parted by commas
   * @param values one tuple each
   */
  static List<Cells> of(SparkSession spark, String columns, List<String> values) {
    return spark
        .sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(" + columns + ")")
        .collectAsList()
        .stream()
        .map(Cells::new)
        .toList();
  }
}
