package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per ticket and field that the operations contract wants on it and it lacks.
 *
 * <p>The contract wants a monitoring id, a tenant and an impact on every ticket. Tickets outside
 * the counted population are not held to it; incidents without a ticket have nothing to lack it.
 */
public final class ContractFindings {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "contract_findings",
          """
          incident_id STRING NOT NULL,
          rule STRING NOT NULL,
          missing_field STRING NOT NULL,
          servicenow_key STRING NOT NULL,
          servicenow_number STRING,
          title STRING,
          service STRING,
          tenant STRING,
          team STRING,
          priority STRING,
          opened_at TIMESTAMP,
          opened_week STRING,
          opened_week_date DATE,
          is_open BOOLEAN NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "incident_id",
          "rule");

  private ContractFindings() {}

  /**
   * Builds the table, without a shuffle.
   *
   * @param facts {@link IncidentFacts}
   */
  public static Dataset<Row> build(Dataset<Row> facts) {
    return facts
        .where("population = 'counted' AND servicenow_key IS NOT NULL")
        .withColumn("missing_field", explode(col("missing_fields")))
        .withColumn("rule", concat(lit("ticket_states_"), col("missing_field")))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
