package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per notice of a source, such as a status page: what customers were told of which
 * components, with its ordered updates inside.
 *
 * <p>The newest record of a notice has the last word on all of it: a notice is edited as a whole.
 * {@code impact} is {@code none}, {@code minor}, {@code major}, {@code critical} or, of planned
 * work, {@code maintenance}. {@code ended_at} is null while it is open. The words of the updates
 * stay in bronze. A notice is no incident: it is counted by no KPI, and makes time bad only for an
 * SLO that asks for it.
 */
public final class CustomerNotices {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "customer_notices",
          """
          source STRING NOT NULL,
          system STRING NOT NULL,
          notice_key STRING NOT NULL,
          title STRING,
          components ARRAY<STRING> NOT NULL,
          impact STRING NOT NULL,
          state_as_written STRING,
          started_at TIMESTAMP NOT NULL,
          ended_at TIMESTAMP,
          updates ARRAY<STRUCT<at: TIMESTAMP, state_as_written: STRING>> NOT NULL
          """,
          "source",
          "notice_key");

  private CustomerNotices() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    // In the order of IncidentRecord, so that the order of ingestion decides nothing.
    return records
        .where("kind = 'notice'")
        .groupBy("source", "record_key")
        .agg(
            max_by(
                    struct("system", "fields", "events"),
                    struct("version_at", "sequence", "position", "record_digest", "export_id"))
                .as("last"))
        .select(
            col("source"),
            col("last.system"),
            col("record_key").as("notice_key"),
            expr("last.fields['title']").as("title"),
            coalesce(expr("split(last.fields['components'], '\\n')"), expr("array()"))
                .as("components"),
            expr("last.fields['notice_impact']").as("impact"),
            expr("last.fields['state_as_written']").as("state_as_written"),
            expr("cast(last.fields['opened_at'] AS TIMESTAMP)").as("started_at"),
            expr("cast(last.fields['resolved_at'] AS TIMESTAMP)").as("ended_at"),
            array_sort(
                    expr(
                        "transform(last.events, e -> named_struct('at', e.at, 'state_as_written',"
                            + " e.detail))"))
                .as("updates"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
