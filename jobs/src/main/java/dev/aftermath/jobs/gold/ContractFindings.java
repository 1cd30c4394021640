package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One row per rule of the operations contract and subject that breaks it, as of the evaluation.
 *
 * <p>{@code subject} is {@code incident}, {@code change}, {@code runbook}, {@code update} (what was
 * told about an incident), {@code postmortem_duty} (an incident that asks for a postmortem), {@code
 * postmortem} or {@code action_item}; {@code subject_key} is its incident's id, its system and key,
 * or its source and key. {@code missing_field} is what it lacks or has wrong and {@code reason}
 * says so in words; no person is ever named. {@code place} is the file and line, of what has one.
 * {@code at} is when the incident was opened (of a duty: resolved), the work on the change began,
 * or the postmortem was written; a runbook has none.
 */
public final class ContractFindings {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "contract_findings",
          """
          rule STRING NOT NULL,
          rule_version BIGINT NOT NULL,
          severity STRING NOT NULL,
          rule_text STRING NOT NULL,
          rule_owner STRING NOT NULL,
          subject STRING NOT NULL,
          subject_key STRING NOT NULL,
          number STRING,
          title STRING,
          services ARRAY<STRING> NOT NULL,
          tenant STRING,
          missing_field STRING NOT NULL,
          reason STRING NOT NULL,
          place STRING,
          is_open BOOLEAN NOT NULL,
          at TIMESTAMP,
          week STRING,
          week_date DATE,
          as_of TIMESTAMP NOT NULL
          """,
          "rule",
          "subject_key");

  private ContractFindings() {}

  /**
   * Builds the table, without a shuffle.
   *
   * @param subjects rows of {@link ContractSubjects}
   */
  public static Dataset<Row> build(
      Dataset<Row> subjects, List<ContractRule> rules, Evaluation evaluation) {
    ContractEvaluation contract = new ContractEvaluation(rules, evaluation.asOf());
    return subjects
        .flatMap(
            (FlatMapFunction<Row, Row>) contract::findings,
            Encoders.row(ContractEvaluation.FINDING))
        .withColumn("at", timestamp_micros(col("at")))
        .withColumn("week_date", WeekColumns.mondayOf(col("at"), evaluation.zone()))
        .withColumn("week", WeekColumns.label(col("week_date")))
        .withColumn("as_of", lit(evaluation.asOf()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
