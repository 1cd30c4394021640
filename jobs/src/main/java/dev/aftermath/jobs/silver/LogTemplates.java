package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One row per source, log template and UTC day on which a line of it was written.
 *
 * <p>A template is what the lines of one service and tenant say with every token masked that has a
 * digit; {@code template_id} is drawn from these three alone ({@link
 * dev.aftermath.jobs.domain.log.TemplateId}). {@code service} and {@code tenant} are null where no
 * label names one. {@code sample} is the day's first line, cut off behind 2,000 characters. {@code
 * minutes} are those of the day in which it was written, ascending, from 0 to 1,439.
 */
public final class LogTemplates {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "log_templates",
              """
          source STRING NOT NULL,
          template_id STRING NOT NULL,
          service STRING,
          tenant STRING,
          signature STRING NOT NULL,
          day DATE NOT NULL,
          line_count BIGINT NOT NULL,
          first_at TIMESTAMP NOT NULL,
          last_at TIMESTAMP NOT NULL,
          sample STRING NOT NULL,
          minutes ARRAY<INT> NOT NULL,
          month STRING NOT NULL
          """,
              "source",
              "template_id",
              "day")
          .byMonth();

  private LogTemplates() {}

  /**
   * Builds the table, one shuffle of what each partition has counted.
   *
   * @param logEntries {@link LogEntries}, all of them or those of some months
   */
  public static Dataset<Row> build(Dataset<Row> logEntries, LogRules rules) {
    return logEntries
        .select("source", "stream", "epoch_nanoseconds", "line", "multiplicity")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) lines -> new TemplateCounting(rules, lines),
            Encoders.row(TemplateCounting.COUNTED))
        .groupBy("source", "template_id", "day")
        .agg(
            max("service").as("service"),
            max("tenant").as("tenant"),
            max("signature").as("signature"),
            sum("line_count").as("line_count"),
            min(struct("first_at", "sample")).as("first"),
            max("last_at").as("last_at"),
            array_sort(array_distinct(flatten(collect_list("minutes")))).as("minutes"))
        .withColumn("first_at", col("first.first_at"))
        .withColumn("sample", col("first.sample"))
        .transform(
            rows -> Schemas.fitNumbersForTimes(rows.withColumn("month", month()), TABLE.schema()));
  }

  private static Column month() {
    return date_format(date_from_unix_date(col("day")), "yyyy-MM");
  }
}
