package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A view with one row per cause, action item and kind: a promise that did not keep the cause from
 * striking again. It is decoded from {@link CauseSummaries}, which says what the columns mean.
 */
public final class BrokenPromises {
  /** Its name in SQL. */
  public static final String NAME = "broken_promises";

  private BrokenPromises() {}

  /** The rows of all causes. */
  public static Dataset<Row> view(Dataset<Row> causes) {
    return causes
        .select(
            col("cause_id"),
            col("label"),
            col("service"),
            col("status"),
            explode(col("broken_promises")).as("broken"),
            col("as_of"))
        .select("cause_id", "label", "service", "status", "broken.*", "as_of");
  }
}
