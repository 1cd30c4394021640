package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

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
   * @param before has the columns of {@code now}, by whose values rows are compared
   * @param now no two rows are equal, nor are they before: the digests of a pair would cancel out
   * @param groups what rows are told apart by; each has a name
   */
  static Dataset<Row> between(Dataset<Row> before, Dataset<Row> now, Column... groups) {
    Column[] whole = Stream.of(now.columns()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> both = told(now, whole, 1, groups).unionAll(told(before, whole, -1, groups));
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

  private static Dataset<Row> told(Dataset<Row> rows, Column[] whole, int count, Column... groups) {
    return rows.select(
        Stream.concat(
                Stream.of(groups),
                Stream.of(lit(count).as("row_count"), xxhash64(whole).as("digest")))
            .toArray(Column[]::new));
  }
}
