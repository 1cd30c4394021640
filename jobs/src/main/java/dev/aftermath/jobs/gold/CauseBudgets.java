package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per SLO, group, objective, window and cause that took a part of what was bad in it, and
 * one for what no incident took.
 *
 * <p>The windows are those of {@link BudgetAttribution}. {@code part} is the cause's id or {@code
 * unattributed}: exclusions, the baseline and what is unexplained. {@code bad} is in the unit of
 * the budgeting method; over the parts of a window it adds up to the gross figure exactly. {@code
 * sli_without} is what the indicator would have been without this cause, {@code sli} what it was;
 * both are null where {@link SloWindows} does not have the window, and the first where the target
 * allows nothing.
 */
public final class CauseBudgets {
  /** The part that is no cause's. */
  public static final String UNATTRIBUTED = "unattributed";

  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "cause_budgets",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          part STRING NOT NULL,
          cause_id STRING,
          incident_count BIGINT NOT NULL,
          bad DECIMAL(38, 18) NOT NULL,
          budget_total DECIMAL(38, 18) NOT NULL,
          share_of_consumed DOUBLE,
          share_of_budget DOUBLE,
          sli DOUBLE,
          sli_without DOUBLE
          """,
          "slo",
          "group_key",
          "objective",
          "window",
          "window_start",
          "window_end",
          "part");

  private static final String[] WINDOW = {
    "slo", "group_key", "objective", "window", "window_start", "window_end", "evaluated_at"
  };

  private CauseBudgets() {}

  /**
   * Builds the table.
   *
   * @param attribution {@link BudgetAttribution}
   * @param members {@link CauseMembers}
   * @param windows {@link SloWindows}
   */
  public static Dataset<Row> build(
      Dataset<Row> attribution, Dataset<Row> members, Dataset<Row> windows) {
    Column[] by = new Column[WINDOW.length + 1];
    for (int i = 0; i < WINDOW.length; i++) {
      by[i] = col(WINDOW[i]);
    }
    by[WINDOW.length] = col("part");
    Dataset<Row> causes =
        attribution
            .drop("part", "cause_key", "share_of_consumed", "share_of_budget")
            .join(members.select("incident_id", "cause_id"), new String[] {"incident_id"}, "left")
            .withColumn("part", coalesce(col("cause_id"), lit(UNATTRIBUTED)))
            .groupBy(by)
            .agg(
                first("service").as("service"),
                first("cause_id").as("cause_id"),
                count(when(col("cause_id").isNotNull(), 1)).as("incident_count"),
                sum("bad").as("bad"),
                first("budget_total").as("budget_total"));
    Column consumed = sum("bad").over(Window.partitionBy("slo", tail()));
    Dataset<Row> figures =
        windows.select(
            col("slo"),
            col("group_key"),
            col("objective"),
            col("window"),
            col("window_start"),
            col("window_end"),
            col("evaluated_at"),
            col("sli"),
            col("target"));
    return causes
        .withColumn("share_of_consumed", ratio(col("bad"), consumed))
        .withColumn("share_of_budget", ratio(col("bad"), col("budget_total")))
        .join(figures, WINDOW, "left")
        .withColumn(
            "sli_without",
            least(
                lit(1.0),
                col("sli").plus(col("share_of_budget").multiply(lit(1.0).minus(col("target"))))))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static String[] tail() {
    String[] tail = new String[WINDOW.length - 1];
    System.arraycopy(WINDOW, 1, tail, 0, tail.length);
    return tail;
  }

  private static Column ratio(Column part, Column whole) {
    return when(whole.notEqual(lit(0)), part.cast("double").divide(whole.cast("double")));
  }
}
