package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per cause that at least two incidents share.
 *
 * <p>{@code total_resolve_seconds} adds up the time to resolve of its members, {@code
 * resolved_count} says of how many: open ones and ones that end before they begin add nothing.
 */
public final class RecurringCauses {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "recurring_causes",
          """
          cause_id STRING NOT NULL,
          service STRING,
          cause_key STRING NOT NULL,
          cause_text STRING NOT NULL,
          incident_count BIGINT NOT NULL,
          first_seen_at TIMESTAMP NOT NULL,
          last_seen_at TIMESTAMP NOT NULL,
          week_count BIGINT NOT NULL,
          last_six_months_count BIGINT NOT NULL,
          last_four_weeks_count BIGINT NOT NULL,
          resolved_count BIGINT NOT NULL,
          total_resolve_seconds BIGINT NOT NULL,
          total_resolve_minutes DOUBLE NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "cause_id");

  private RecurringCauses() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param members {@link CauseMembers}
   */
  public static Dataset<Row> build(Dataset<Row> members, Evaluation evaluation) {
    ZonedDateTime end = evaluation.asOf().atZone(evaluation.zone());
    Column added = when(col("time_to_resolve_seconds").geq(0), col("time_to_resolve_seconds"));
    Column total = coalesce(col("total"), lit(0L));
    return members
        .groupBy(col("cause_id"))
        .agg(
            max(col("service")).as("service"),
            max(col("cause_key")).as("cause_key"),
            max_by(col("cause_text"), struct(col("opened_at"), col("incident_id")))
                .as("cause_text"),
            count(lit(1)).as("incident_count"),
            min(col("opened_at")).as("first_seen_at"),
            max(col("opened_at")).as("last_seen_at"),
            countDistinct(col("opened_week")).as("week_count"),
            since(end.minusMonths(6).toInstant()).as("last_six_months_count"),
            since(end.minusWeeks(4).toInstant()).as("last_four_weeks_count"),
            count(added).as("resolved_count"),
            sum(added).as("total"))
        .where(col("incident_count").geq(2))
        .withColumn("total_resolve_seconds", total)
        .withColumn("total_resolve_minutes", total.divide(60.0))
        .withColumn("as_of", lit(evaluation.asOf()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Column since(Instant start) {
    return count(when(col("opened_at").geq(lit(start)), 1));
  }
}
