package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.incident.AcknowledgementDoubt;
import dev.aftermath.jobs.domain.incident.ResolverClass;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 *   <li>{@code is_open} and {@code open_age_seconds} hold as of the evaluation, which {@code
 *       open_as_of} names: what was resolved later was open then. It is null for what had ended by
 *       then, whose row no later evaluation changes.
 *   <li>{@code first_touch_at} is when the ticket left its open state, null where its exports
 *       passed over that.
 *   <li>{@code resolved_basis} is {@code recorded} (the source states it), {@code aggregate} (it
 *       states a duration) or {@code event_log} (recovered from the states its log shows).
 *   <li>{@code restored_at} is the mitigation or, where none is stated, the resolution, unless a
 *       timeout or a merge made it: nobody can say then when the trouble was over. {@code
 *       time_to_restore_seconds} and {@code time_to_mitigate_seconds} run from the start of the
 *       impact or, where none is stated, from the opening; {@code restore_start_basis} ({@code
 *       impact}, {@code opened}) and {@code restore_end_basis} ({@code mitigated}, {@code
 *       resolved}) say which.
 *   <li>{@code time_to_engage_seconds} runs from the first responder's acknowledgement to the last
 *       one's, {@code time_to_mobilize_seconds} from the opening to the last one's; null with one
 *       responder or none.
 *   <li>{@code credibly_acknowledged_at} is the first human acknowledgement unless it came within
 *       five seconds or in bulk.
 *   <li>{@code alert_count} counts the alerts that led to it, {@code first_alert_at} is when the
 *       first of them began. {@code detected_at} is that too, unless it came after the opening: a
 *       later alert detects nothing any more. {@code is_internally_detected} tells whether there is
 *       such an alert; null where the opening is before the first alert that any export tells of.
 *   <li>{@code made_sla} is the source's last word.
 *   <li>{@code team} is {@code (small teams)} where too few people of the team were known when the
 *       incident was opened; null where it names none, or too few people of all teams were known.
 *   <li>{@code month} is {@code open} for what was open at the evaluation or was opened later, else
 *       that of the opening (UTC), {@code unknown} where it is not known.
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
          match_rule STRING,
          match_evidence STRING,
          system STRING NOT NULL,
          population STRING NOT NULL,
          parent STRING,
          child_count BIGINT NOT NULL,
          merged_child_count BIGINT NOT NULL,
          merged_children_opened_at TIMESTAMP,
          impact_start_at TIMESTAMP,
          impact_start_source STRING,
          alert_count BIGINT NOT NULL,
          first_alert_at TIMESTAMP,
          detected_at TIMESTAMP,
          is_internally_detected BOOLEAN,
          opened_at TIMESTAMP,
          opened_basis STRING,
          first_notified_at TIMESTAMP,
          first_touch_at TIMESTAMP,
          first_human_acknowledged_at TIMESTAMP,
          acknowledged_basis STRING,
          acknowledgement_doubts ARRAY<STRING> NOT NULL,
          credibly_acknowledged_at TIMESTAMP,
          responder_count BIGINT,
          last_responder_acknowledged_at TIMESTAMP,
          mitigated_at TIMESTAMP,
          mitigated_source STRING,
          resolved_at TIMESTAMP,
          resolved_basis STRING,
          resolver_kind STRING,
          resolver_class STRING,
          restored_at TIMESTAMP,
          closed_at TIMESTAMP,
          settled_at TIMESTAMP,
          reopened_at ARRAY<TIMESTAMP> NOT NULL,
          time_to_acknowledge_seconds BIGINT,
          time_to_first_touch_seconds BIGINT,
          time_to_engage_seconds BIGINT,
          time_to_mobilize_seconds BIGINT,
          time_to_mitigate_seconds BIGINT,
          time_to_restore_seconds BIGINT,
          restore_start_basis STRING,
          restore_end_basis STRING,
          time_to_resolve_seconds BIGINT,
          active_seconds BIGINT,
          snoozed_seconds BIGINT NOT NULL,
          response_effort_seconds BIGINT,
          engaged_seconds BIGINT,
          is_acknowledged BOOLEAN NOT NULL,
          is_open BOOLEAN NOT NULL,
          open_age_seconds BIGINT,
          open_as_of TIMESTAMP,
          is_reopened BOOLEAN NOT NULL,
          reopened_count BIGINT NOT NULL,
          recorded_reopened_count BIGINT,
          refire_count BIGINT,
          escalation_count BIGINT NOT NULL,
          timeout_escalation_count BIGINT NOT NULL,
          manual_escalation_count BIGINT NOT NULL,
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
          month STRING NOT NULL
          """,
              "incident_id")
          .byMonth();

  /** The month of what was open at the evaluation: its row changes with each evaluation. */
  public static final String OPEN = "open";

  /** Whether an incident was opened before the evaluation. */
  static final String HAS_BEGUN =
      "opened_at < open_as_of OR opened_at IS NOT NULL AND open_as_of IS NULL";

  private IncidentFacts() {}

  /**
   * Builds the rows of incidents, one shuffle of the alerts and a look at when they begin.
   *
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}, teams as they are published
   * @param alerts {@link dev.aftermath.jobs.silver.Alerts}
   */
  public static Dataset<Row> build(
      Dataset<Row> incidents, Dataset<Row> alerts, Evaluation evaluation) {
    Map<String, Column> reckoned = new LinkedHashMap<>();
    putTimes(reckoned);
    putRestoration(reckoned);
    putState(reckoned, evaluation);
    putWeeks(reckoned, evaluation.zone());
    reckoned.put("flags", concat(col("flags"), flags(reckoned)));
    // All at once: what is named and used again would copy all eighty columns once more.
    return withAlerts(incidents, alerts)
        .withColumns(reckoned)
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static void putTimes(Map<String, Column> columns) {
    columns.put("time_to_acknowledge_seconds", sinceOpening("first_human_acknowledged_at"));
    columns.put("time_to_first_touch_seconds", sinceOpening("first_touch_at"));
    columns.put("time_to_resolve_seconds", sinceOpening("resolved_at"));
    columns.put(
        "time_to_engage_seconds",
        Elapsed.seconds(col("first_human_acknowledged_at"), col("last_responder_acknowledged_at")));
    columns.put("time_to_mobilize_seconds", sinceOpening("last_responder_acknowledged_at"));
    columns.put("credibly_acknowledged_at", credibleAcknowledgement());
    columns.put("is_acknowledged", col("first_human_acknowledged_at").isNotNull());
    columns.put(
        "is_reopened", greatest(col("reopened_count"), col("recorded_reopened_count")).gt(0));
  }

  private static void putState(Map<String, Column> columns, Evaluation evaluation) {
    Column asOf = lit(evaluation.asOf());
    Column settledAt = when(not(col("is_open")), coalesce(col("resolved_at"), col("closed_at")));
    Column isOpen = col("is_open").or(coalesce(settledAt.geq(asOf), lit(false)));
    Column isYetToEnd = isOpen.or(coalesce(col("opened_at").geq(asOf), lit(false)));
    columns.put("settled_at", settledAt);
    columns.put("is_open", isOpen);
    columns.put("open_as_of", when(isYetToEnd, asOf));
    columns.put("open_age_seconds", openAge(isOpen, asOf));
    columns.put(TableSpec.MONTH, when(isYetToEnd, OPEN).otherwise(col(TableSpec.MONTH)));
  }

  private static void putWeeks(Map<String, Column> columns, ZoneId zone) {
    for (String phase : List.of("opened", "resolved")) {
      Column monday = WeekColumns.mondayOf(col(phase + "_at"), zone);
      columns.put(phase + "_week_date", monday);
      columns.put(phase + "_week", WeekColumns.label(monday));
    }
  }

  /**
   * The rows of what was not over at an evaluation as of a later one.
   *
   * @param open rows of the month {@link #OPEN} of which nothing is known that was not known then,
   *     and whose end, where one is known, is not before the later evaluation
   */
  public static Dataset<Row> later(Dataset<Row> open, Evaluation evaluation) {
    Column asOf = lit(evaluation.asOf());
    return open.withColumns(
        Map.of("open_as_of", asOf, "open_age_seconds", openAge(col("is_open"), asOf)));
  }

  private static Column openAge(Column isOpen, Column asOf) {
    return when(isOpen.and(col("opened_at").lt(asOf)), Elapsed.seconds(col("opened_at"), asOf));
  }

  private static Dataset<Row> withAlerts(Dataset<Row> incidents, Dataset<Row> alerts) {
    Dataset<Row> byIncident =
        alerts
            .where("incident_id IS NOT NULL")
            .groupBy("incident_id")
            .agg(count(lit(1)).as("alert_count"), min("started_at").as("first_alert_at"));
    // As a literal: to join one instant to each row would copy all seventy columns.
    Object micros = alerts.agg(unix_micros(min("started_at"))).first().get(0);
    Column since = timestamp_micros(lit(micros).cast("bigint"));
    Column isFirst = col("first_alert_at").leq(col("opened_at"));
    Map<String, Column> detection = new LinkedHashMap<>();
    detection.put("alert_count", coalesce(col("alert_count"), lit(0L)));
    detection.put("detected_at", when(isFirst, col("first_alert_at")));
    detection.put(
        "is_internally_detected", when(since.leq(col("opened_at")), coalesce(isFirst, lit(false))));
    return incidents.join(byIncident, new String[] {"incident_id"}, "left").withColumns(detection);
  }

  private static Column credibleAcknowledgement() {
    Column doubted =
        arrays_overlap(
            col("acknowledgement_doubts"),
            array(
                lit(AcknowledgementDoubt.WITHIN_FIVE_SECONDS.word()),
                lit(AcknowledgementDoubt.IN_BULK.word())));
    return when(not(doubted), col("first_human_acknowledged_at"));
  }

  private static void putRestoration(Map<String, Column> columns) {
    Column isTold =
        coalesce(
            not(
                col("resolver_class")
                    .isin(ResolverClass.TIMEOUT.word(), ResolverClass.MERGE.word())),
            lit(true));
    Column start = coalesce(col("impact_start_at"), col("opened_at"));
    Column restored = coalesce(col("mitigated_at"), when(isTold, col("resolved_at")));
    columns.put("restored_at", restored);
    columns.put("time_to_mitigate_seconds", Elapsed.seconds(start, col("mitigated_at")));
    columns.put("time_to_restore_seconds", Elapsed.seconds(start, restored));
    columns.put(
        "restore_start_basis",
        when(restored.isNull(), lit(null))
            .when(col("impact_start_at").isNotNull(), "impact")
            .when(col("opened_at").isNotNull(), "opened"));
    columns.put(
        "restore_end_basis",
        when(col("mitigated_at").isNotNull(), "mitigated").when(restored.isNotNull(), "resolved"));
  }

  private static Column sinceOpening(String end) {
    return Elapsed.seconds(col("opened_at"), col(end));
  }

  private static Column flags(Map<String, Column> known) {
    return array_compact(
        array(
            when(col("opened_at").isNull(), "opening_not_known"),
            when(isNegative(known, "time_to_acknowledge_seconds"), "acknowledged_before_opened"),
            when(isNegative(known, "time_to_first_touch_seconds"), "touched_before_opened"),
            when(isNegative(known, "time_to_mobilize_seconds"), "mobilized_before_opened"),
            when(isNegative(known, "time_to_mitigate_seconds"), "mitigated_before_impact"),
            when(
                isNegative(known, "time_to_restore_seconds")
                    .and(col("impact_start_at").isNotNull().or(col("mitigated_at").isNotNull())),
                "restored_before_impact"),
            when(isNegative(known, "time_to_resolve_seconds"), "resolved_before_opened")));
  }

  private static Column isNegative(Map<String, Column> known, String name) {
    return Objects.requireNonNull(known.get(name)).lt(0);
  }
}
