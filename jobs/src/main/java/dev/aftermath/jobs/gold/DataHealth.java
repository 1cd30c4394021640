package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per source: what came in from it and what of that could be used. */
public final class DataHealth {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "data_health",
          """
          source STRING NOT NULL,
          export_count BIGINT NOT NULL,
          refused_export_count BIGINT NOT NULL,
          source_count BIGINT NOT NULL,
          good_count BIGINT NOT NULL,
          duplicate_count BIGINT NOT NULL,
          quarantined_count BIGINT NOT NULL,
          observed_from TIMESTAMP,
          observed_to TIMESTAMP,
          warnings ARRAY<STRING> NOT NULL
          """,
          "source");

  private DataHealth() {}

  /**
   * Sums the accounts of all exports by source, and adds what their lines showed.
   *
   * @param exportAccounts {@link dev.aftermath.jobs.silver.ExportAccounts}
   * @param unparsedLogs {@link dev.aftermath.jobs.silver.UnparsedLogs}
   */
  public static Dataset<Row> build(Dataset<Row> exportAccounts, Dataset<Row> unparsedLogs) {
    Dataset<Row> rows =
        exportAccounts
            .groupBy(col("source"))
            .agg(
                count(lit(1)).as("export_count"),
                total(when(col("status").equalTo("refused"), 1L).otherwise(0L))
                    .as("refused_export_count"),
                total(col("source_count")).as("source_count"),
                total(col("good_count")).as("good_count"),
                total(col("duplicate_count")).as("duplicate_count"),
                total(col("quarantined_count")).as("quarantined_count"),
                min("observed_from").as("observed_from"),
                max("observed_to").as("observed_to"),
                array_sort(array_distinct(flatten(collect_list(col("warnings"))))).as("warnings"))
            .join(broadcast(unparsed(unparsedLogs)), new String[] {"source"}, "left")
            .withColumn("warnings", concat(col("warnings"), coalesce(col("unparsed"), array())));
    return Schemas.fit(rows, TABLE.schema());
  }

  private static Dataset<Row> unparsed(Dataset<Row> unparsedLogs) {
    Column warning =
        format_string(
            "%s had %d new log templates on %s, more than %d: its lines are not told apart by what"
                + " they say; say in conf/logs.yaml where their message stands",
            coalesce(concat(lit("Service "), col("service")), lit("Lines without a service")),
            col("new_template_count"),
            col("day").cast("string"),
            col("most_new_templates"));
    return unparsedLogs
        .groupBy(col("source"))
        .agg(array_sort(collect_list(warning)).as("unparsed"));
  }

  private static Column total(Column count) {
    return coalesce(sum(count), lit(0L));
  }
}
