package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Duration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per action item of a postmortem, as it stands as of the evaluation.
 *
 * <p>{@code due_at} is the end of the stated day ({@code due_basis} is {@code stated}) or the time
 * after its postmortem that {@code conf/postmortems.yaml} allows ({@code policy}). {@code state} is
 * {@code open}, {@code done} or {@code cancelled}: what was closed after the evaluation was open
 * then. {@code is_closed_in_time} is null while it is open, and where nobody says when it was
 * closed. Ages are whole days, of open ones only. Service and tenant are those of its postmortem or
 * else of its incident. {@code other_incident_ids} are those that its postmortem is about beside
 * {@code incident_id}.
 */
public final class ActionItemStatus {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "action_item_status",
          """
          source STRING NOT NULL,
          postmortem_key STRING NOT NULL,
          position INT NOT NULL,
          text STRING NOT NULL,
          postmortem_title STRING,
          incident_id STRING,
          other_incident_ids ARRAY<STRING> NOT NULL,
          incident_number STRING,
          service STRING,
          tenant STRING,
          is_owned BOOLEAN NOT NULL,
          written_at TIMESTAMP,
          due_at TIMESTAMP,
          due_basis STRING,
          state STRING NOT NULL,
          state_basis STRING NOT NULL,
          closed_at TIMESTAMP,
          is_closed_in_time BOOLEAN,
          is_overdue BOOLEAN NOT NULL,
          age_days BIGINT,
          overdue_days BIGINT,
          tracker STRING,
          place STRING NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "source",
          "postmortem_key",
          "position");

  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  private ActionItemStatus() {}

  /**
   * Builds the table, one join of as many rows as there are action items.
   *
   * @param items {@link dev.aftermath.jobs.silver.ActionItems}
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> items, Dataset<Row> facts, PostmortemRules rules, Evaluation evaluation) {
    Column asOf = lit(evaluation.asOf());
    Column closedAt = endOf(col("closed_on"), evaluation);
    Column statedDue = endOf(col("due_on"), evaluation);
    Column isDone = col("stated").equalTo("done");
    Column wasOpen = isDone.and(col("closed_at").gt(asOf));
    return items
        .where(coalesce(col("written_at"), lit(java.time.Instant.EPOCH)).lt(asOf))
        .withColumnRenamed("state", "stated")
        .join(incidents(facts), new String[] {"incident_id"}, "left")
        .withColumn("service", coalesce(col("service"), col("incident_service")))
        .withColumn("tenant", coalesce(col("tenant"), col("incident_tenant")))
        .withColumn("is_owned", col("owner_pseudonym").isNotNull())
        .withColumn("due_at", coalesce(statedDue, policyDue(rules)))
        .withColumn(
            "due_basis",
            when(statedDue.isNotNull(), "stated").when(col("due_at").isNotNull(), "policy"))
        .withColumn("closed_at", when(isDone, closedAt))
        .withColumn("state", when(wasOpen, "open").otherwise(col("stated")))
        .withColumn("closed_at", when(col("closed_at").leq(asOf), col("closed_at")))
        .withColumn("is_closed_in_time", col("closed_at").leq(col("due_at")))
        .withColumn(
            "is_overdue",
            coalesce(col("state").equalTo("open").and(col("due_at").leq(asOf)), lit(false)))
        .withColumn("age_days", when(col("state").equalTo("open"), days(col("written_at"), asOf)))
        .withColumn("overdue_days", when(col("is_overdue"), days(col("due_at"), asOf)))
        .withColumn("as_of", asOf)
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Dataset<Row> incidents(Dataset<Row> facts) {
    return facts.select(
        col("incident_id"),
        coalesce(col("servicenow_number"), col("pagerduty_number")).as("incident_number"),
        col("service").as("incident_service"),
        col("tenant").as("incident_tenant"));
  }

  /** The midnight that ends a day, on the wall clock of reports. */
  private static Column endOf(Column day, Evaluation evaluation) {
    return to_utc_timestamp(date_add(day, 1).cast("timestamp"), evaluation.zone().getId());
  }

  private static Column policyDue(PostmortemRules rules) {
    long micros = rules.closeWithin().toNanos() / 1_000;
    return timestamp_micros(unix_micros(col("written_at")).plus(micros));
  }

  private static Column days(Column from, Column until) {
    return floor(unix_micros(until).minus(unix_micros(from)).divide(DAY_MICROS)).cast("bigint");
  }
}
