package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per stretch in which somebody is on call at a level of an escalation policy.
 *
 * <p>Who it is stays in bronze: whether the phone is answered for does not depend on it, so people
 * who share a shift are one row. {@code start_at} and {@code end_at} are null for those who are on
 * call for good; {@code schedule} is null where they are so without one.
 */
public final class OnCallShifts {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "on_call_shifts",
          """
          system STRING NOT NULL,
          escalation_policy STRING NOT NULL,
          escalation_level BIGINT NOT NULL,
          schedule STRING,
          start_at TIMESTAMP,
          end_at TIMESTAMP
          """,
          "system",
          "escalation_policy",
          "escalation_level",
          "schedule",
          "start_at",
          "end_at");

  private OnCallShifts() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    return records
        .where("kind = 'on_call'")
        .select(
            col("system"),
            expr("fields['escalation_policy']").as("escalation_policy"),
            expr("CAST(fields['escalation_level'] AS BIGINT)").as("escalation_level"),
            expr("fields['schedule']").as("schedule"),
            expr("CAST(fields['start_at'] AS TIMESTAMP)").as("start_at"),
            expr("CAST(fields['end_at'] AS TIMESTAMP)").as("end_at"))
        .distinct()
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
