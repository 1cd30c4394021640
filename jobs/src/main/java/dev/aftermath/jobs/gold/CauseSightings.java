package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.aftermath.jobs.domain.cause.CauseSighting;
import dev.aftermath.jobs.spark.Micros;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What tells of the causes of incidents, a narrow row each.
 *
 * <p>A title is held to be a machine's where a machine did the first thing that is known of the
 * incident (a page that a monitor triggered), or where an alert led to it by a key that it states.
 * Everything else is held to be a human's, also a ticket that bears the identifier of a monitor:
 * people fill that in too.
 */
public final class CauseSightings {
  static final int INCIDENT_ID = 0;
  static final int OPENED = 1;
  static final int DIGEST = 2;

  private static final int TENANT = 3;
  private static final int SERVICE = 4;
  private static final int TITLE = 5;
  private static final int IS_MACHINE_TITLED = 6;
  private static final int PROBLEM = 7;
  private static final int PARENTS = 8;
  private static final int CHANGE = 9;
  private static final int MONITOR = 10;
  private static final int SENTENCE = 11;
  private static final int ALERT_RULE = 12;

  private CauseSightings() {}

  /**
   * Those of the counted incidents that were opened before the evaluation. No shuffle.
   *
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   */
  public static Dataset<Row> of(Dataset<Row> incidents, Evaluation evaluation) {
    Column names =
        when(
                col("child_count").gt(0),
                array(col("servicenow_number"), col("servicenow_key"), col("pagerduty_key")))
            .otherwise(array().cast("array<string>"));
    List<Column> told =
        List.of(
            col("tenant"),
            col("service"),
            col("title"),
            coalesce(
                    functions
                        .get(col("events"), lit(0))
                        .getField("actor_kind")
                        .equalTo("AUTOMATION"),
                    lit(false))
                .as("is_machine_titled"),
            col("problem_reference"),
            array_compact(functions.concat(array(col("parent")), names)).as("parents"),
            col("change_reference"),
            col("monitoring_id"),
            col("cause_key"));
    Column[] columns = new Column[told.size() + 2];
    columns[0] = col("incident_id");
    columns[1] = unix_micros(col("opened_at")).as("opened");
    for (int i = 0; i < told.size(); i++) {
      columns[i + 2] = told.get(i);
    }
    Dataset<Row> rows =
        incidents
            .where(
                col("population")
                    .equalTo("counted")
                    .and(col("opened_at").lt(lit(evaluation.asOf()))))
            .select(columns);
    Column[] all = new Column[columns.length + 1];
    all[0] = col("incident_id");
    all[1] = col("opened");
    all[2] = xxhash64(named(rows.columns())).as("sighting_digest");
    System.arraycopy(named(rows.columns()), 2, all, 3, told.size());
    return rows.select(all);
  }

  private static Column[] named(String[] names) {
    return java.util.Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  /**
   * Those that are not in the registry as they are. Digests are sent everywhere, eight bytes for
   * each incident that was ever entered: to shuffle the sightings of all of them takes longer.
   *
   * @param registered rows of {@link CauseRegistrations}
   */
  public static Dataset<Row> notIn(Dataset<Row> registered, Dataset<Row> sightings) {
    return sightings
        .join(
            broadcast(registered.select("sighting_digest")),
            new String[] {"sighting_digest"},
            "left_anti")
        .select(named(sightings.columns()));
  }

  /**
   * Adds the rules whose alerts led to them.
   *
   * @param alerts {@link dev.aftermath.jobs.silver.Alerts}
   */
  public static Dataset<Row> withRules(Dataset<Row> sightings, Dataset<Row> alerts) {
    Dataset<Row> rules =
        alerts
            .where(
                col("incident_id")
                    .isNotNull()
                    .and(col("link_rule").isin("alert_named", "deduplication_key")))
            .groupBy("incident_id")
            .agg(
                min_by(col("name"), struct(col("started_at"), col("fingerprint"))).as("alert_rule"),
                functions.max(lit(true)).as("is_alerted"));
    return sightings
        .join(rules, new String[] {"incident_id"}, "left")
        .withColumn(
            "is_machine_titled",
            col("is_machine_titled").or(coalesce(col("is_alerted"), lit(false))))
        .drop("is_alerted");
  }

  /** The same where no alert is known. */
  public static Dataset<Row> withoutRules(Dataset<Row> sightings) {
    return sightings.withColumn("alert_rule", lit(null).cast("string"));
  }

  static CauseSighting sighting(Row row) {
    return new CauseSighting(
        row.getString(INCIDENT_ID),
        Micros.instant(row.getLong(OPENED)),
        row.getString(TENANT),
        row.getString(SERVICE),
        row.getString(TITLE),
        row.getBoolean(IS_MACHINE_TITLED),
        row.getString(PROBLEM),
        row.getList(PARENTS),
        row.getString(CHANGE),
        row.getString(MONITOR),
        row.getString(ALERT_RULE),
        row.getString(SENTENCE));
  }
}
