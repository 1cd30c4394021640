package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per incident: what happened when, how long it took, and what its record lacks.
 *
 * <ul>
 *   <li>Durations are whole seconds, null while either end is not known. A negative one is more
 *       than clock skew: it stays, and {@code flags} names it.
 *   <li>{@code settled_at} is the resolution or, where none is known, the closing.
 *   <li>{@code is_open} and {@code open_age_seconds} hold as of the evaluation: what was resolved
 *       later was open then.
 *   <li>{@code resolved_basis} is {@code recorded} (the source states it), {@code aggregate} (it
 *       states a duration) or {@code event_log} (recovered from the states its log shows).
 *   <li>{@code made_sla} is the source's last word.
 * </ul>
 */
public final class IncidentFacts {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "incident_facts",
          """
          incident_id STRING NOT NULL,
          pagerduty_key STRING,
          servicenow_key STRING,
          pagerduty_number STRING,
          servicenow_number STRING,
          title STRING,
          service STRING,
          tenant STRING,
          team STRING,
          priority STRING,
          impact STRING,
          major BOOLEAN,
          match_state STRING NOT NULL,
          system STRING NOT NULL,
          population STRING NOT NULL,
          opened_at TIMESTAMP,
          first_touch_at TIMESTAMP,
          first_human_acknowledged_at TIMESTAMP,
          acknowledged_basis STRING,
          resolved_at TIMESTAMP,
          resolved_basis STRING,
          resolver_kind STRING,
          closed_at TIMESTAMP,
          settled_at TIMESTAMP,
          time_to_acknowledge_seconds BIGINT,
          time_to_first_touch_seconds BIGINT,
          time_to_resolve_seconds BIGINT,
          is_acknowledged BOOLEAN NOT NULL,
          is_open BOOLEAN NOT NULL,
          open_age_seconds BIGINT,
          is_reopened BOOLEAN NOT NULL,
          reopened_count BIGINT NOT NULL,
          recorded_reopened_count BIGINT,
          escalation_count BIGINT NOT NULL,
          reacknowledged_count BIGINT NOT NULL,
          reassignment_count BIGINT,
          made_sla BOOLEAN,
          opened_week STRING,
          opened_week_date DATE,
          resolved_week STRING,
          resolved_week_date DATE,
          missing_fields ARRAY<STRING>,
          cause_text STRING,
          cause_key STRING,
          change_reference STRING,
          flags ARRAY<STRING> NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "incident_id");

  private IncidentFacts() {}

  /**
   * Builds the table, without a shuffle.
   *
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   */
  public static Dataset<Row> build(Dataset<Row> incidents, Evaluation evaluation) {
    Column asOf = lit(evaluation.asOf());
    Map<String, Column> first = new LinkedHashMap<>();
    first.put(
        "settled_at", when(not(col("is_open")), coalesce(col("resolved_at"), col("closed_at"))));
    first.put("time_to_acknowledge_seconds", sinceOpening("first_human_acknowledged_at"));
    first.put("time_to_first_touch_seconds", sinceOpening("first_touch_at"));
    first.put("time_to_resolve_seconds", sinceOpening("resolved_at"));
    first.put("is_acknowledged", col("first_human_acknowledged_at").isNotNull());
    first.put("is_reopened", greatest(col("reopened_count"), col("recorded_reopened_count")).gt(0));
    first.put("opened_week_date", WeekColumns.mondayOf(col("opened_at"), evaluation.zone()));
    first.put("resolved_week_date", WeekColumns.mondayOf(col("resolved_at"), evaluation.zone()));
    first.put("as_of", asOf);
    Map<String, Column> second = new LinkedHashMap<>();
    second.put("is_open", col("is_open").or(coalesce(col("settled_at").geq(asOf), lit(false))));
    second.put("opened_week", WeekColumns.label(col("opened_week_date")));
    second.put("resolved_week", WeekColumns.label(col("resolved_week_date")));
    second.put("flags", concat(col("flags"), flags()));
    return incidents
        .withColumns(first)
        .withColumns(second)
        .withColumn(
            "open_age_seconds",
            when(
                col("is_open").and(col("opened_at").lt(asOf)),
                Elapsed.seconds(col("opened_at"), asOf)))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Column sinceOpening(String end) {
    return Elapsed.seconds(col("opened_at"), col(end));
  }

  private static Column flags() {
    return array_compact(
        array(
            when(col("opened_at").isNull(), "opening_not_known"),
            when(col("time_to_acknowledge_seconds").lt(0), "acknowledged_before_opened"),
            when(col("time_to_first_touch_seconds").lt(0), "touched_before_opened"),
            when(col("time_to_resolve_seconds").lt(0), "resolved_before_opened")));
  }
}
