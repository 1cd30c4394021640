package dev.aftermath.jobs.gold;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The cases of a subject that figures may count.
 *
 * @param cases the table of its {@link KpiSource}
 * @param rules what besides records decides what the table says, such as when a deployment failed;
 *     empty where nothing does that restatements do not know of anyway
 */
public record KpiInput(Dataset<Row> cases, String rules) {

  /** Incidents, which only records and the matching of these decide on. */
  public static KpiInput ofIncidents(Dataset<Row> facts) {
    return new KpiInput(facts, "");
  }
}
