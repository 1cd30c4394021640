package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.silver.TeamGroups;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The interruptions that figures may count, under the names that they may be told of by. */
public final class PublishedInterruptions {
  private PublishedInterruptions() {}

  /** Those before the evaluation that have a name, the own team as {@code own_team}. */
  static Dataset<Row> named(
      Dataset<Row> interruptions, Dataset<Row> teamGroups, Evaluation evaluation) {
    return TeamGroups.ofInterruptions(
            interruptions
                .where(col("interrupted_at").lt(lit(evaluation.asOf())))
                .withColumn("own_team", col("team")),
            teamGroups)
        .where("team IS NOT NULL");
  }

  /**
   * Those of names under which enough people were interrupted. What is left out is in no sum
   * either: a total beside the others would tell of it.
   *
   * @param interruptions {@link dev.aftermath.jobs.silver.Interruptions}
   * @param teamGroups {@link TeamGroups}
   * @param smallest figures about fewer people than these are not published
   */
  public static Dataset<Row> of(
      Dataset<Row> interruptions, Dataset<Row> teamGroups, int smallest, Evaluation evaluation) {
    Dataset<Row> named = named(interruptions, teamGroups, evaluation);
    Dataset<Row> enough =
        named
            .groupBy(col("team").as("told_team"))
            .agg(countDistinct("person").as("people_count"))
            .where(col("people_count").geq(smallest))
            .select("told_team");
    return named
        .join(broadcast(enough), col("team").equalTo(col("told_team")))
        .drop("told_team", "own_team");
  }
}
