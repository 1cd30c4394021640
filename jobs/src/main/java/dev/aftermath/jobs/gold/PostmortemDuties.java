package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.postmortem.PostmortemDuty;
import dev.aftermath.jobs.domain.postmortem.PostmortemDuty.Written;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per counted incident that asks for a postmortem, and how it stands with that as of the
 * evaluation.
 *
 * <p>Which incidents ask for one, and how long after the resolution it is due, is said by {@code
 * conf/postmortems.yaml}; {@code required_because} is what of it held. {@code state} is {@code
 * open} (the incident is, and there is none yet), {@code pending} (the time is not up), {@code
 * in_time}, {@code late}, {@code undated} (there is one that does not say when it was finished) or
 * {@code missing}. A postmortem that is a draft, archived or in the bin is none. Of several the one
 * finished first decides. {@code week} is that of the resolution.
 */
public final class PostmortemDuties {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "postmortem_duties",
          """
          incident_id STRING NOT NULL,
          number STRING,
          title STRING,
          service STRING,
          tenant STRING,
          priority STRING,
          opened_at TIMESTAMP,
          resolved_at TIMESTAMP,
          required_because STRING NOT NULL,
          state STRING NOT NULL,
          due_at TIMESTAMP,
          completed_at TIMESTAMP,
          postmortem_source STRING,
          postmortem_key STRING,
          postmortem_title STRING,
          match_rule STRING,
          match_evidence STRING,
          postmortem_count BIGINT NOT NULL,
          week STRING,
          as_of TIMESTAMP NOT NULL
          """,
          "incident_id");

  private static final StructType ASKED =
      StructType.fromDDL(
          """
          incident_id STRING, number STRING, title STRING, service STRING, tenant STRING,
          priority STRING, major STRING, opened_at BIGINT, resolved_at BIGINT,
          postmortems ARRAY<STRUCT<source: STRING, postmortem_key: STRING, title: STRING,
            status: STRING, completed_at: BIGINT, match_rule: STRING, match_evidence: STRING>>
          """);

  private PostmortemDuties() {}

  /**
   * Builds the table, without a shuffle of incidents.
   *
   * @param facts {@link IncidentFacts} of the same evaluation
   * @param postmortems {@link dev.aftermath.jobs.silver.Postmortems}
   */
  public static Dataset<Row> build(
      Dataset<Row> facts, Dataset<Row> postmortems, PostmortemRules rules, Evaluation evaluation) {
    Instant asOf = evaluation.asOf();
    return facts
        .where("population = 'counted'")
        .where(col("opened_at").lt(lit(asOf)))
        .join(broadcast(byIncident(postmortems)), new String[] {"incident_id"}, "left")
        .withColumn("number", coalesce(col("servicenow_number"), col("pagerduty_number")))
        .withColumn("major", col("major").cast("string"))
        .withColumn("opened_at", unix_micros(col("opened_at")))
        .withColumn(
            "resolved_at", unix_micros(when(col("settled_at").lt(lit(asOf)), col("settled_at"))))
        .transform(rows -> Schemas.fit(rows, ASKED))
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> duty(row, rules, evaluation),
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The postmortems of each incident that any names. */
  private static Dataset<Row> byIncident(Dataset<Row> postmortems) {
    return postmortems
        .withColumn(
            "about",
            explode(
                array_distinct(
                    expr("array_compact(array_append(other_incident_ids, incident_id))"))))
        .groupBy(col("about").as("incident_id"))
        .agg(
            sort_array(
                    collect_list(
                        struct(
                            col("source"),
                            col("postmortem_key"),
                            col("title"),
                            col("status"),
                            unix_micros(col("completed_at")).as("completed_at"),
                            col("match_rule"),
                            col("match_evidence"))))
                .as("postmortems"));
  }

  private static Iterator<Row> duty(Row row, PostmortemRules rules, Evaluation evaluation) {
    String because = rules.requiredBecause(stated(row));
    if (because == null) {
      return Collections.emptyIterator();
    }
    List<Row> known = row.isNullAt(9) ? List.of() : row.getList(9);
    List<Written> written = new ArrayList<>();
    for (Row postmortem : known) {
      written.add(new Written(written.size(), postmortem.getString(3), instant(postmortem, 4)));
    }
    Instant resolvedAt = instant(row, 8);
    PostmortemDuty duty =
        PostmortemDuty.of(resolvedAt, written, rules.dueWithin(), evaluation.asOf());
    Written deciding = duty.written();
    Row postmortem = deciding == null ? null : known.get(deciding.place());
    return List.of(
            RowFactory.create(
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                row.get(4),
                row.get(5),
                row.get(7),
                row.get(8),
                because,
                duty.state().word(),
                Micros.ofNullable(duty.dueAt()),
                postmortem == null ? null : postmortem.get(4),
                postmortem == null ? null : postmortem.get(0),
                postmortem == null ? null : postmortem.get(1),
                postmortem == null ? null : postmortem.get(2),
                postmortem == null ? null : postmortem.get(5),
                postmortem == null ? null : postmortem.get(6),
                (long) known.size(),
                resolvedAt == null
                    ? null
                    : ReportWeek.holding(resolvedAt, evaluation.zone()).label(),
                Micros.of(evaluation.asOf())))
        .iterator();
  }

  private static Map<String, String> stated(Row row) {
    Map<String, String> stated = new HashMap<>();
    for (String field : List.of("service", "tenant", "priority", "major")) {
      String value = row.getAs(field);
      if (value != null) {
        stated.put(field, value);
      }
    }
    return stated;
  }

  private static @Nullable Instant instant(Row row, int column) {
    return row.isNullAt(column) ? null : Micros.instant(row.getLong(column));
  }
}
