package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per incident: when stakeholders and when customers were first told of it.
 *
 * <ul>
 *   <li>Customers were told by a notice, planned work apart, on a component that bears the name of
 *       the incident's service (letter case aside) and that was open at some time while the
 *       incident was. Of several the one that told first counts; {@code notice_source} and {@code
 *       notice_key} name it.
 *   <li>Stakeholders were told by the first comment in the ticket that is sent to those outside of
 *       the work.
 *   <li>Times run from the opening, in whole seconds; 0 where a notice was open before. Null where
 *       nobody was told before the evaluation, or the opening is not known.
 * </ul>
 */
public final class IncidentUpdates {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "incident_updates",
          """
          incident_id STRING NOT NULL,
          system STRING NOT NULL,
          servicenow_number STRING,
          pagerduty_number STRING,
          match_state STRING NOT NULL,
          population STRING NOT NULL,
          title STRING,
          service STRING,
          tenant STRING,
          priority STRING,
          major BOOLEAN,
          is_open BOOLEAN NOT NULL,
          opened_at TIMESTAMP,
          resolved_at TIMESTAMP,
          first_stakeholder_update_at TIMESTAMP,
          time_to_first_stakeholder_update_seconds BIGINT,
          first_customer_update_at TIMESTAMP,
          time_to_first_customer_update_seconds BIGINT,
          notice_source STRING,
          notice_key STRING,
          as_of TIMESTAMP NOT NULL
          """,
          "incident_id");

  private IncidentUpdates() {}

  /**
   * Builds the table: two joins with tables that are mostly small.
   *
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   * @param notices {@link dev.aftermath.jobs.silver.CustomerNotices}
   * @param updates {@link dev.aftermath.jobs.silver.StakeholderUpdates}
   */
  public static Dataset<Row> build(
      Dataset<Row> incidents, Dataset<Row> notices, Dataset<Row> updates, Evaluation evaluation) {
    Column asOf = lit(evaluation.asOf());
    return incidents
        .withColumn("component", lower(col("service")))
        .join(byComponent(notices, asOf), new String[] {"component"}, "left")
        .join(byIncident(updates, asOf), new String[] {"servicenow_key"}, "left")
        .withColumn("ended_at", coalesce(col("resolved_at"), col("closed_at"), asOf))
        .withColumn(
            "told",
            array_min(
                expr(
                    "filter(notices, n -> n.started <= ended_at AND (n.until IS NULL OR n.until >="
                        + " opened_at))")))
        .withColumn("first_customer_update_at", col("told.at"))
        .withColumn("notice_source", col("told.source"))
        .withColumn("notice_key", col("told.key"))
        .withColumn(
            "time_to_first_customer_update_seconds", sinceOpening("first_customer_update_at"))
        .withColumn(
            "time_to_first_stakeholder_update_seconds", sinceOpening("first_stakeholder_update_at"))
        .withColumn("as_of", asOf)
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** The notices of a component; one that was never updated told when it began. */
  private static Dataset<Row> byComponent(Dataset<Row> notices, Column asOf) {
    return notices
        .where("impact <> 'maintenance'")
        .withColumn("at", coalesce(expr("get(updates, 0).at"), col("started_at")))
        .where(col("at").lt(asOf))
        .withColumn(
            "component",
            explode(expr("array_distinct(transform(components, name -> lower(name)))")))
        .groupBy("component")
        .agg(
            array_sort(
                    collect_list(
                        struct(
                            col("at"),
                            col("source"),
                            col("notice_key").as("key"),
                            col("started_at").as("started"),
                            col("ended_at").as("until"))))
                .as("notices"));
  }

  private static Dataset<Row> byIncident(Dataset<Row> updates, Column asOf) {
    return updates
        .where("audience = 'stakeholder' AND incident_key IS NOT NULL AND system = 'servicenow'")
        .where(col("told_at").lt(asOf))
        .groupBy(col("incident_key").as("servicenow_key"))
        .agg(min("told_at").as("first_stakeholder_update_at"));
  }

  private static Column sinceOpening(String end) {
    Column seconds = Elapsed.seconds(col("opened_at"), col(end));
    return when(seconds.isNotNull(), greatest(seconds, lit(0L)));
  }
}
