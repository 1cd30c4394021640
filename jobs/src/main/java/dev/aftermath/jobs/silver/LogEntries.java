package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_json;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per source, stream, instant and text of a log line, with how often it was said.
 *
 * <p>Overlapping exports repeat lines; a program may say the same line twice in one nanosecond. The
 * multiplicity is therefore the largest number of times that one export holds the line. {@code
 * stream} is the labels as JSON in the order of their names. Of differing structured metadata the
 * fullest counts. {@code day} is that of UTC.
 */
public final class LogEntries {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "log_entries",
              """
          source STRING NOT NULL,
          stream STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          epoch_nanoseconds BIGINT NOT NULL,
          at TIMESTAMP NOT NULL,
          line STRING NOT NULL,
          metadata MAP<STRING, STRING> NOT NULL,
          multiplicity BIGINT NOT NULL,
          day DATE NOT NULL,
          month STRING NOT NULL
          """,
              "source",
              "stream",
              "epoch_nanoseconds",
              "line")
          .byMonth();

  // For Spark a division and a maximum may be null; here they never are, and the columns say so.
  private static final Column AT =
      coalesce(
          timestamp_micros(expr("(epoch_nanoseconds - pmod(epoch_nanoseconds, 1000L)) div 1000L")),
          timestamp_micros(lit(0L)));
  private static final Column NO_METADATA = expr("cast(map() as map<string, string>)");

  private LogEntries() {}

  /** Brings rows of {@link dev.aftermath.jobs.bronze.LogLines} together. */
  public static Dataset<Row> build(Dataset<Row> logLines) {
    Dataset<Row> rows =
        logLines
            .withColumn("label_entries", array_sort(map_entries(col("labels"))))
            .groupBy("export_id", "source", "label_entries", "epoch_nanoseconds", "line")
            .agg(
                count(lit(1)).as("times"),
                fullestMetadata(),
                max("day").as("day"),
                max("month").as("month"))
            .groupBy("source", "label_entries", "epoch_nanoseconds", "line")
            .agg(
                max("times").as("multiplicity"),
                max("fullest").as("fullest"),
                max("day").as("day"),
                max("month").as("month"))
            .select(
                col("source"),
                coalesce(to_json(map_from_entries(col("label_entries"))), lit("{}")).as("stream"),
                map_from_entries(col("label_entries")).as("labels"),
                col("epoch_nanoseconds"),
                AT.as("at"),
                col("line"),
                coalesce(map_from_entries(col("fullest.entries")), NO_METADATA).as("metadata"),
                coalesce(col("multiplicity"), lit(1L)).as("multiplicity"),
                col("day"),
                col("month"));
    return Schemas.fit(rows, TABLE.schema());
  }

  private static Column fullestMetadata() {
    return max(struct(
            size(col("metadata")).as("entry_count"),
            array_sort(map_entries(col("metadata"))).as("entries")))
        .as("fullest");
  }
}
