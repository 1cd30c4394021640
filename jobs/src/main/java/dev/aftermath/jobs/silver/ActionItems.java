package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per action item of a postmortem, in the order of the document.
 *
 * <p>{@code state} is {@code open}, {@code done} or {@code cancelled}; {@code state_basis} says by
 * what: {@code check_box}, {@code status}, {@code word} (such as "(done)" behind the text) or
 * {@code none}, since an item of which nothing says how it stands is taken to be open. {@code
 * written_at} is when its postmortem was finished or, where that is not stated, when the incident
 * ended or began. {@code other_incident_ids} are those that its postmortem is about beside {@code
 * incident_id}. The owner, a person or a team, is a pseudonym that holds for its postmortem only.
 */
public final class ActionItems {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "action_items",
          """
          source STRING NOT NULL,
          postmortem_key STRING NOT NULL,
          position INT NOT NULL,
          text STRING NOT NULL,
          owner_pseudonym STRING,
          due_on DATE,
          state STRING NOT NULL,
          state_basis STRING NOT NULL,
          closed_on DATE,
          tracker STRING,
          place STRING NOT NULL,
          postmortem_title STRING,
          service STRING,
          tenant STRING,
          incident_id STRING,
          other_incident_ids ARRAY<STRING> NOT NULL,
          written_at TIMESTAMP
          """,
          "source",
          "postmortem_key",
          "position");

  private ActionItems() {}

  /**
   * Builds the table, without a shuffle.
   *
   * @param postmortems {@link Postmortems}
   */
  public static Dataset<Row> build(Dataset<Row> postmortems) {
    return postmortems
        .select(
            col("source"),
            col("postmortem_key"),
            explode(col("action_items")).as("item"),
            col("path"),
            col("title").as("postmortem_title"),
            col("service"),
            col("tenant"),
            col("incident_id"),
            col("other_incident_ids"),
            coalesce(col("completed_at"), col("ended_at"), col("started_at")).as("written_at"))
        .select(col("*"), col("item.*"))
        .withColumn("place", concat(col("path"), lit(":"), col("line").cast("string")))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
