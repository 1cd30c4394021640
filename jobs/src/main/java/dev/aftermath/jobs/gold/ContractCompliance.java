package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;

import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per rule of the operations contract, period, segment type and segment: how often it was
 * kept.
 *
 * <p>{@code period_type} is {@code week} or {@code all}, as in kpi_values; what has no time of its
 * own, such as a runbook, is under {@code all} alone. Weeks run without a gap from a segment's
 * first to the last that began before the evaluation. Segment types are {@code all}, {@code
 * service} and {@code tenant}: a change of two services counts once under each, and once under
 * {@code all}. {@code checked_count} is {@code met_count + broken_count}; {@code compliance_ratio}
 * is {@code met_count / checked_count}, null where nothing was checked.
 */
public final class ContractCompliance {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "contract_compliance",
          """
          rule STRING NOT NULL,
          rule_version BIGINT NOT NULL,
          severity STRING NOT NULL,
          subject STRING NOT NULL,
          period_type STRING NOT NULL,
          period STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          period_start_at TIMESTAMP,
          period_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          checked_count BIGINT NOT NULL,
          met_count BIGINT NOT NULL,
          broken_count BIGINT NOT NULL,
          not_applicable_count BIGINT NOT NULL,
          compliance_ratio DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "rule",
          "rule_version",
          "period_type",
          "period",
          "segment_type",
          "segment");

  private static final StructType SEGMENT =
      StructType.fromDDL("place INT, segment_type STRING, segment STRING");

  private ContractCompliance() {}

  /**
   * Builds the table, two shuffles of which the second is small.
   *
   * @param subjects rows of {@link ContractSubjects}
   */
  public static Dataset<Row> build(
      Dataset<Row> subjects, List<ContractRule> rules, Evaluation evaluation) {
    ContractEvaluation contract = new ContractEvaluation(rules, evaluation.asOf());
    ComplianceSegment fill = new ComplianceSegment(rules, evaluation);
    Dataset<Row> counts =
        subjects
            .flatMap(
                (FlatMapFunction<Row, Row>) contract::verdicts,
                Encoders.row(ContractEvaluation.VERDICT))
            .withColumn(
                "monday",
                unix_date(WeekColumns.mondayOf(timestamp_micros(col("at")), evaluation.zone())))
            .groupBy("place", "segment_type", "segment", "monday")
            .agg(
                sum("met").as("met"),
                sum("broken").as("broken"),
                sum("not_applicable").as("not_applicable"));
    return counts
        .groupBy(col("place"), col("segment_type"), col("segment"))
        .as(Encoders.row(SEGMENT), Encoders.row(counts.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) fill::rows,
            Encoders.row(ComplianceSegment.SCHEMA))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }
}
