package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;

import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per source, service and UTC day on which more new log templates came than programs have
 * statements: the message could not be told from its data.
 *
 * <p>What comes of such services is neither merged nor compared. {@code service} is null where no
 * label names one. {@code sample} is a line of a template that was new then.
 */
public final class UnparsedLogs {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "unparsed_logs",
          """
          source STRING NOT NULL,
          service STRING,
          day DATE NOT NULL,
          new_template_count BIGINT NOT NULL,
          most_new_templates BIGINT NOT NULL,
          sample STRING NOT NULL
          """,
          "source",
          "service",
          "day");

  private UnparsedLogs() {}

  /**
   * Builds the table, two shuffles.
   *
   * @param logTemplates {@link LogTemplates}
   */
  public static Dataset<Row> build(Dataset<Row> logTemplates, LogRules rules) {
    return logTemplates
        .groupBy("source", "service", "template_id")
        .agg(min("day").as("day"), min_by(col("sample"), col("day")).as("sample"))
        .groupBy("source", "service", "day")
        .agg(count(lit(1)).as("new_template_count"), min("sample").as("sample"))
        .where(col("new_template_count").gt(rules.mostNewTemplates()))
        .withColumn("most_new_templates", lit(rules.mostNewTemplates()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** Rows without those of services that are not told apart well enough. */
  public static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> unparsedLogs) {
    Dataset<Row> services = unparsedLogs.select(col("service").as("unparsed_service")).distinct();
    return rows.join(
        broadcast(services), col("service").eqNullSafe(col("unparsed_service")), "left_anti");
  }
}
