package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What definitions of KPIs may name beside the columns of a table, worked out from these. */
final class KpiViews {
  /**
   * Of SLAs.
   *
   * <ul>
   *   <li>{@code sla_id}: the incident, the definition of the SLA and its start.
   *   <li>{@code is_open}: it runs.
   *   <li>{@code is_overdue}: it runs, and should have ended before the evaluation.
   *   <li>{@code is_met}: whether it was met, false of what is overdue; null where that is not
   *       decided.
   *   <li>{@code decided_at}: since when that is so, the end of what was met and, of what was not,
   *       the time at which it should have ended, if that was earlier.
   *   <li>{@code elapsed_percent}: the part of the allowed time that had passed at its end, in the
   *       hours of its schedule, halves rounded up; as stated where those are not known.
   * </ul>
   */
  static final String OF_SLAS =
      """
      sla_id STRING, is_open BOOLEAN, is_overdue BOOLEAN, is_met BOOLEAN, decided_at TIMESTAMP,
      elapsed_percent BIGINT
      """;

  /**
   * Of interruptions: all that definitions may name. Not among it are the people; {@code
   * interruption_id} is the incident and when it interrupted.
   */
  static final String OF_INTERRUPTIONS =
      """
      interruption_id STRING, system STRING, interrupted_at TIMESTAMP,
      incident_opened_at TIMESTAMP, team STRING, medium STRING, notification_count BIGINT,
      band STRING
      """;

  /**
   * Of action items.
   *
   * <ul>
   *   <li>{@code action_item_id}: the source, the postmortem and the place in it.
   *   <li>{@code is_open}: it is neither done nor cancelled.
   *   <li>{@code is_in_time}: whether it was closed in time, false of what is overdue; null where
   *       that is not decided.
   *   <li>{@code due_day_at} and {@code closed_day_at}: the last microsecond of the day at whose
   *       end it is due or was closed, since Sunday's midnight is Monday.
   * </ul>
   */
  static final String OF_ACTION_ITEMS =
      """
      action_item_id STRING, is_open BOOLEAN, is_in_time BOOLEAN, due_day_at TIMESTAMP,
      closed_day_at TIMESTAMP
      """;

  private KpiViews() {}

  static Dataset<Row> ofSlas(Dataset<Row> rows, Evaluation evaluation) {
    Column outcome = col("outcome");
    Column due = coalesce(col("breach_at"), col("original_breach_at"));
    Column ratio = coalesce(col("business_elapsed_ratio"), col("stated_business_elapsed_ratio"));
    return rows.withColumn(
            "sla_id", concat_ws(" ", col("incident_id"), col("definition"), instant("start_at")))
        .withColumn("is_open", outcome.equalTo("running"))
        .withColumn(
            "is_overdue", col("is_open").and(coalesce(due.leq(lit(evaluation.asOf())), lit(false))))
        .withColumn(
            "is_met",
            when(outcome.equalTo("met"), true)
                .when(outcome.equalTo("breached").or(col("is_overdue")), false))
        .withColumn(
            "decided_at",
            when(col("is_met").equalTo(false), least(col("end_at"), due)).otherwise(col("end_at")))
        // In binary 28.5 % may be a little less, and halves would go either way.
        .withColumn(
            "elapsed_percent", round(ratio.cast("decimal(20,9)").multiply(100)).cast("bigint"));
  }

  static Dataset<Row> ofInterruptions(Dataset<Row> rows) {
    return rows.withColumn(
            "interruption_id",
            concat_ws(
                " ",
                concat(col("system"), lit(":"), col("incident_key")),
                instant("interrupted_at")))
        .drop("person");
  }

  static Dataset<Row> ofActionItems(Dataset<Row> rows) {
    return rows.withColumn(
            "action_item_id", concat_ws(" ", col("source"), col("postmortem_key"), col("position")))
        .withColumn("is_open", col("state").equalTo("open"))
        .withColumn(
            "is_in_time", when(col("is_overdue"), false).otherwise(col("is_closed_in_time")))
        .withColumn("due_day_at", lastOfTheDay("due_at"))
        .withColumn("closed_day_at", lastOfTheDay("closed_at"));
  }

  private static Column lastOfTheDay(String end) {
    return timestamp_micros(unix_micros(col(end)).minus(1));
  }

  private static Column instant(String column) {
    return date_format(col(column), "yyyy-MM-dd'T'HH:mm:ss'Z'");
  }
}
