package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What is written about the causes of incidents. The cause that a postmortem tells goes before what
 * was written when the ticket was closed: it was found out with time, and by several people.
 */
public final class CauseTexts {
  /** The cause was taken from a postmortem. */
  public static final String POSTMORTEM = "postmortem";

  /** The cause was taken from the incident's own records. */
  public static final String RECORD = "record";

  private CauseTexts() {}

  /**
   * Facts with the cause as it is known best, and in {@code cause_basis} whose word that is; null
   * without a cause. Of several postmortems of an incident the one that was completed last decides.
   *
   * @param facts {@link IncidentFacts}
   * @param postmortems {@link dev.aftermath.jobs.silver.Postmortems}
   */
  public static Dataset<Row> of(Dataset<Row> facts, Dataset<Row> postmortems) {
    Dataset<Row> told =
        postmortems
            .where("incident_id IS NOT NULL AND cause_text IS NOT NULL")
            .select(
                explode(concat(array(col("incident_id")), col("other_incident_ids")))
                    .as("incident_id"),
                struct("completed_at", "source", "postmortem_key").as("told_by"),
                col("cause_text").as("told"))
            .groupBy("incident_id")
            .agg(max_by(col("told"), col("told_by")).as("told"));
    return facts
        .join(broadcast(told), CollectionConverters.asScala(List.of("incident_id")).toSeq(), "left")
        .withColumn(
            "cause_basis",
            when(col("told").isNotNull(), lit(POSTMORTEM))
                .when(col("cause_text").isNotNull(), lit(RECORD)))
        .withColumn("cause_text", coalesce(col("told"), col("cause_text")))
        .drop("told");
  }
}
