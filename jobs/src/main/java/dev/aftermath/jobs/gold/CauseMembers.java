package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per incident whose cause somebody wrote down, with the cause it belongs to.
 *
 * <p>Incidents have the same cause when they hit the same service and their causes read the same
 * after {@link dev.aftermath.jobs.domain.cause.CauseText}. A cause's id is drawn from exactly that,
 * so that it is the same in every run. Only the counted population is in here.
 */
public final class CauseMembers {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "cause_members",
          """
          cause_id STRING NOT NULL,
          incident_id STRING NOT NULL,
          service STRING,
          cause_key STRING NOT NULL,
          cause_text STRING NOT NULL,
          opened_at TIMESTAMP NOT NULL,
          opened_week STRING NOT NULL,
          time_to_resolve_seconds BIGINT
          """,
          "cause_id",
          "incident_id");

  private CauseMembers() {}

  /**
   * Builds the table, without a shuffle.
   *
   * @param facts {@link IncidentFacts}; what opened at or after their as-of time is not in here
   */
  public static Dataset<Row> build(Dataset<Row> facts) {
    Column id =
        substring(
            sha2(concat_ws("\n", coalesce(col("service"), lit("")), col("cause_key")), 256), 1, 16);
    return facts
        .where("population = 'counted' AND cause_key IS NOT NULL AND opened_at < as_of")
        .withColumn("cause_id", id)
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
