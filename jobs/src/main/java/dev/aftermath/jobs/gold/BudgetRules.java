package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * One row per SLO, group, objective, rule, window and subject: the two 20 percent rules of the SRE
 * workbook's error budget policy (appendix B), for everything that took a part of a budget.
 *
 * <p>{@code incident_four_weeks}: a single incident took more than 20 percent of the budget of the
 * four weeks up to the last evaluated day. {@code cause_quarter}: all incidents of one class of
 * root cause together took more than 20 percent of a quarter's budget; incidents whose cause is not
 * known make no class. {@code subject} is the incident's id or the cause's key. The budget is that
 * of what has happened in the window by {@code evaluated_at}. Where not {@code is_window_over}, it
 * still grows with the events to come: an early incident takes a larger share of it than it will
 * have taken of the whole window's.
 */
public final class BudgetRules {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "budget_rules",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          rule STRING NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          subject STRING NOT NULL,
          incident_count BIGINT NOT NULL,
          bad DECIMAL(38, 18) NOT NULL,
          share_of_budget DOUBLE,
          is_violated BOOLEAN NOT NULL,
          is_window_over BOOLEAN NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "rule",
          "window_start",
          "subject");

  /** Wide enough for 10^16, and so that five times it fits Spark's widest decimal unrounded. */
  private static final DecimalType SUMMABLE = DataTypes.createDecimalType(34, 18);

  private BudgetRules() {}

  /**
   * Judges what was attributed: one shuffle of the incidents' parts.
   *
   * @param attribution rows of {@link BudgetAttribution}
   */
  public static Dataset<Row> build(Dataset<Row> attribution) {
    Column isQuarter = col("window").equalTo(SplitSlo.QUARTER);
    return attribution
        .where(col("window").isin(SplitSlo.QUARTER, SplitSlo.FOUR_WEEKS))
        .withColumn("subject", when(isQuarter, col("cause_key")).otherwise(col("incident_id")))
        .where(col("subject").isNotNull())
        .withColumn("rule", when(isQuarter, "cause_quarter").otherwise(lit("incident_four_weeks")))
        .groupBy("slo", "service", "group_key", "objective", "rule", "window_start", "subject")
        .agg(
            first("window_end").as("window_end"),
            first("evaluated_at").as("evaluated_at"),
            count(lit(1)).as("incident_count"),
            sum("bad").as("bad"),
            first("budget_total").as("budget"))
        .withColumn(
            "share_of_budget",
            when(
                col("budget").notEqual(lit(0)),
                col("bad").cast("double").divide(col("budget").cast("double"))))
        .withColumn("is_violated", fiveTimes(col("bad").cast(SUMMABLE)).gt(col("budget")))
        .withColumn("is_window_over", col("evaluated_at").geq(col("window_end")))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Column fiveTimes(Column amount) {
    return amount.plus(amount).plus(amount).plus(amount).plus(amount);
  }
}
