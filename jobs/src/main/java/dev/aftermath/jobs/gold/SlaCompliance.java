package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per SLA target, period, segment type and segment in which tickets were resolved: how many
 * of them met their SLA, by both denominators that are in use.
 *
 * <p>{@code target} is {@code response} or {@code resolution}. {@code period_type} is {@code week}
 * (the ISO week of the resolution or, where none is known, of the closing) or {@code all}. Segment
 * types are {@code all}, {@code service}, {@code tenant}, {@code team} and {@code priority}; teams
 * are those of incident_facts, small ones together.
 *
 * <ul>
 *   <li>{@code resolved_count}: the counted incidents with a ticket that were resolved.
 *   <li>Each is one of {@code met_count} (it met every SLA of the target), {@code breached_count}
 *       (it breached one), {@code cancelled_count} (it had such SLAs, all cancelled), {@code
 *       undecided_count} (one still runs or says nothing) and {@code without_sla_count}.
 *   <li>{@code met_ratio}: met of met and breached, as ServiceNow's indicator "incidents resolved
 *       in time" has it. {@code met_of_resolved_ratio}: met of all resolved, as ServiceNow's
 *       benchmarks have it. {@code coverage_ratio}: met and breached of all resolved; where it is
 *       low, the first says little. Null, not 0, where there is nothing to divide by.
 * </ul>
 */
public final class SlaCompliance {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "sla_compliance",
          """
          target STRING NOT NULL,
          period_type STRING NOT NULL,
          period STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          resolved_count BIGINT NOT NULL,
          met_count BIGINT NOT NULL,
          breached_count BIGINT NOT NULL,
          cancelled_count BIGINT NOT NULL,
          undecided_count BIGINT NOT NULL,
          without_sla_count BIGINT NOT NULL,
          met_ratio DOUBLE,
          met_of_resolved_ratio DOUBLE,
          coverage_ratio DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "target",
          "period_type",
          "period",
          "segment_type",
          "segment");

  private static final List<String> STATES =
      List.of("met", "breached", "cancelled", "undecided", "without_sla");

  private SlaCompliance() {}

  /**
   * Builds the table: two shuffles of SLAs and incidents, a third that is small.
   *
   * @param outcomes {@link SlaOutcomes}
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> outcomes, Dataset<Row> facts, Evaluation evaluation) {
    Dataset<Row> states =
        resolved(facts, evaluation)
            .join(
                decided(outcomes).withColumnRenamed("incident_id", "sla_incident_id"),
                col("incident_id")
                    .equalTo(col("sla_incident_id"))
                    .and(col("target").equalTo(col("sla_target"))),
                "left")
            .withColumn("state", coalesce(col("state"), lit("without_sla")));
    return placed(states)
        .groupBy("target", "period_type", "period", "segment_type", "segment")
        .agg(count(lit(1)).as("resolved_count"), counts())
        .withColumn("met_ratio", ratio(col("met_count"), decidedCount()))
        .withColumn("met_of_resolved_ratio", ratio(col("met_count"), col("resolved_count")))
        .withColumn("coverage_ratio", ratio(decidedCount(), col("resolved_count")))
        .withColumn("as_of", lit(evaluation.asOf()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** The resolved tickets, once for each target. */
  private static Dataset<Row> resolved(Dataset<Row> facts, Evaluation evaluation) {
    return facts
        .where("population = 'counted' AND servicenow_key IS NOT NULL")
        .where(col("settled_at").lt(lit(evaluation.asOf())))
        .select(
            col("incident_id"),
            col("service"),
            col("tenant"),
            col("team"),
            col("priority"),
            WeekColumns.label(WeekColumns.mondayOf(col("settled_at"), evaluation.zone()))
                .as("week"),
            explode(array(lit("response"), lit("resolution"))).as("target"));
  }

  /** One row per incident and target of which it has SLAs: the worst that is known of them. */
  private static Dataset<Row> decided(Dataset<Row> outcomes) {
    Column outcome = col("outcome");
    return outcomes
        .where("target IS NOT NULL")
        .groupBy(col("incident_id"), col("target").as("sla_target"))
        .agg(
            count_if(outcome.equalTo("breached")).as("breached"),
            count_if(outcome.isin("running", "unknown")).as("undecided"),
            count_if(outcome.equalTo("met")).as("met"))
        .select(
            col("incident_id"),
            col("sla_target"),
            when(col("breached").gt(0), "breached")
                .when(col("undecided").gt(0), "undecided")
                .when(col("met").gt(0), "met")
                .otherwise("cancelled")
                .as("state"));
  }

  private static Dataset<Row> placed(Dataset<Row> states) {
    Column weekly = struct(lit("week").as("period_type"), col("week").as("period"));
    Column all = struct(lit("all").as("period_type"), lit("all").as("period"));
    List<Column> segments = new ArrayList<>();
    segments.add(struct(lit("all").as("segment_type"), lit("all").as("segment")));
    for (String name : List.of("service", "tenant", "team", "priority")) {
      segments.add(
          struct(lit(name).as("segment_type"), coalesce(col(name), lit("(none)")).as("segment")));
    }
    return states
        .select(col("*"), inline(array(weekly, all)))
        .select(
            col("target"),
            col("state"),
            col("period_type"),
            col("period"),
            inline(array(segments.toArray(Column[]::new))));
  }

  private static Column[] counts() {
    return STATES.stream()
        .map(state -> count_if(col("state").equalTo(state)).as(state + "_count"))
        .toArray(Column[]::new);
  }

  private static Column decidedCount() {
    return col("met_count").plus(col("breached_count"));
  }

  private static Column ratio(Column part, Column whole) {
    return when(whole.gt(0), part.cast("double").divide(whole));
  }
}
