package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.contract.SubjectKind;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Postmortems and what belongs to them, in the form of {@link ContractSubjects}. */
public final class LearningSubjects {
  private LearningSubjects() {}

  /**
   * Incidents that ask for a postmortem.
   *
   * @param duties {@link PostmortemDuties}
   */
  public static Dataset<Row> ofDuties(Dataset<Row> duties) {
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", col("incident_id"));
    own.put("is_open", col("duty_state").isin("missing", "open", "pending"));
    own.put("at", unix_micros(col("resolved_at")));
    return ContractSubjects.subjects(
        duties
            .withColumnRenamed("state", "duty_state")
            .withColumn("postmortem", col("postmortem_key")),
        SubjectKind.POSTMORTEM_DUTY,
        own);
  }

  /**
   * Postmortems, as they stand at the evaluation.
   *
   * @param postmortems {@link dev.aftermath.jobs.silver.Postmortems}
   */
  public static Dataset<Row> ofPostmortems(Dataset<Row> postmortems) {
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", concat(col("source"), lit(":"), col("postmortem_key")));
    own.put("number", col("postmortem_key"));
    own.put("is_open", lit(true));
    own.put("at", unix_micros(coalesce(col("completed_at"), col("ended_at"), col("started_at"))));
    own.put("place", concat(col("path"), lit(":1")));
    own.put(
        "places",
        expr(
            "map_from_entries(transform(sections, s -> struct(s.name, concat(path, ':',"
                + " cast(s.line AS STRING)))))"));
    return ContractSubjects.subjects(
        postmortems
            .withColumn("timeline", when(expr("size(timeline) > 0"), "stated"))
            .withColumn("action_items", when(expr("size(action_items) > 0"), "stated"))
            .withColumn("cause", coalesce(col("cause_text"), expr("get(contributing_factors, 0)")))
            .withColumn("incident", col("incident_id")),
        SubjectKind.POSTMORTEM,
        own);
  }

  /**
   * Action items that were not cancelled.
   *
   * @param status {@link ActionItemStatus}
   */
  public static Dataset<Row> ofActionItems(Dataset<Row> status) {
    Column isOpen = col("state").equalTo("open");
    Column key = concat(col("postmortem_key"), lit("#"), col("position").cast("string"));
    Map<String, Column> own = new HashMap<>();
    own.put("subject_key", concat(col("source"), lit(":"), key));
    own.put("number", coalesce(col("tracker"), key));
    own.put("is_open", isOpen);
    own.put("at", unix_micros(col("written_at")));
    return ContractSubjects.subjects(
        status
            .where("state != 'cancelled'")
            .withColumn("title", col("text"))
            .withColumn("owner", when(col("is_owned"), "stated"))
            .withColumn("incident", col("incident_id"))
            .withColumn("stated_due_at", when(col("due_basis").equalTo("stated"), col("due_at")))
            .withColumn("open_at", when(isOpen, col("as_of"))),
        SubjectKind.ACTION_ITEM,
        own);
  }
}
