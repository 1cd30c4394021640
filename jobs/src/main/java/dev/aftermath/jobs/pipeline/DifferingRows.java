package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.aftermath.jobs.lake.TableSpec;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where two versions of a table differ, found by digests of rows: one shuffle. */
final class DifferingRows {
  private DifferingRows() {}

  /**
   * The groups of rows that are not the same in both: there are more or fewer, or others.
   *
   * @param groups what rows are told apart by; each has a name
   */
  static Dataset<Row> between(
      Dataset<Row> before, Dataset<Row> now, TableSpec table, Column... groups) {
    Dataset<Row> both = told(now, table, 1, groups).unionAll(told(before, table, -1, groups));
    Column[] names =
        Stream.of(both.columns())
            .limit(groups.length)
            .map(name -> col(name))
            .toArray(Column[]::new);
    return both.groupBy(names)
        .agg(sum("row_count").as("row_count"), bit_xor(col("digest")).as("digest"))
        .where("row_count <> 0 OR digest <> 0")
        .select(names);
  }

  private static Dataset<Row> told(
      Dataset<Row> rows, TableSpec table, int count, Column... groups) {
    Column[] whole =
        Stream.of(table.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    return rows.select(
        Stream.concat(
                Stream.of(groups),
                Stream.of(lit(count).as("row_count"), xxhash64(whole).as("digest")))
            .toArray(Column[]::new));
  }
}
