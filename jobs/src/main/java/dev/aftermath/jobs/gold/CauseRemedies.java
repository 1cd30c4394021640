package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was to be done so that incidents do not come again: action items of their postmortems, and
 * the problem records that they are put down to.
 */
public final class CauseRemedies {
  /** The problem record of one incident; what was closed without a fix is none. */
  static final String PROBLEM = "STRUCT<name: STRING, fixed: BIGINT>";

  private CauseRemedies() {}

  /**
   * One row per incident that has action items.
   *
   * @param actionItems {@link ActionItemStatus}
   */
  public static Dataset<Row> ofPostmortems(Dataset<Row> actionItems) {
    return CausePromises.ofIncidents(actionItems).withColumn("problem", lit(null).cast(PROBLEM));
  }

  /**
   * One row per incident that has action items or a problem record that is known.
   *
   * @param actionItems {@link ActionItemStatus}
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   * @param problems {@link dev.aftermath.jobs.silver.Problems}; claims of after the evaluation
   *     count for nobody
   */
  public static Dataset<Row> of(
      Dataset<Row> actionItems, Dataset<Row> incidents, Dataset<Row> problems) {
    Dataset<Row> known =
        problems
            .where("outcome != 'not_fixed'")
            .select(
                explode(array_compact(array(col("problem_key"), col("internal_id"))))
                    .as("problem_reference"),
                col("problem_key"),
                unix_micros(col("fixed_at")).as("fixed"))
            .groupBy("problem_reference")
            .agg(max(struct(col("problem_key").as("name"), col("fixed"))).as("problem"));
    return incidents
        .where("problem_reference IS NOT NULL")
        .select("incident_id", "problem_reference")
        .join(broadcast(known), "problem_reference")
        .select("incident_id", "problem")
        .join(CausePromises.ofIncidents(actionItems), new String[] {"incident_id"}, "full_outer");
  }
}
