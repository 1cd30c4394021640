package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per thing that was written about an incident in its own system: when, and for whom.
 *
 * <p>{@code audience} is {@code stakeholder} where those outside of the work were sent it, and
 * {@code internal} for notes of those at work. Its words and its author stay in bronze. {@code
 * incident_key} is the key of the incident's record; null while that record has not come.
 */
public final class StakeholderUpdates {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "stakeholder_updates",
          """
          source STRING NOT NULL,
          system STRING NOT NULL,
          update_key STRING NOT NULL,
          incident_key STRING,
          audience STRING NOT NULL,
          told_at TIMESTAMP NOT NULL
          """,
          "source",
          "update_key");

  private StakeholderUpdates() {}

  /**
   * Builds the table, three shuffles.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    Dataset<Row> incidents =
        records
            .where("kind = 'incident' AND fields['internal_id'] IS NOT NULL")
            .groupBy(col("system"), expr("fields['internal_id']").as("internal_id"))
            .agg(min("record_key").as("incident_key"));
    return records
        .where("kind = 'update'")
        .groupBy("source", "record_key")
        .agg(
            max_by(
                    struct("system", "fields"),
                    struct("version_at", "sequence", "position", "record_digest", "export_id"))
                .as("last"))
        .select(
            col("source"),
            col("last.system").as("system"),
            col("record_key").as("update_key"),
            expr("last.fields['parent']").as("internal_id"),
            expr("last.fields['audience']").as("audience"),
            expr("cast(last.fields['opened_at'] AS TIMESTAMP)").as("told_at"))
        .join(incidents, new String[] {"system", "internal_id"}, "left")
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
