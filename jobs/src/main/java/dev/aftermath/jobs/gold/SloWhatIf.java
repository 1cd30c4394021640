package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Composite;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per row of {@link SloWindows} and candidate target: would another target have been met?
 *
 * <p>The sums are those that were measured, the target is held for the whole window. Not for
 * Timeslices, whose slices another target may judge differently, nor for composites, which have no
 * sums of their own: those have no rows.
 */
public final class SloWhatIf {
  /** The name of the view. */
  public static final String NAME = "slo_what_if";

  private SloWhatIf() {}

  /**
   * The view.
   *
   * @param sloWindows rows of {@link SloWindows}
   */
  public static Dataset<Row> view(Dataset<Row> sloWindows) {
    Column[] candidates =
        Stream.of("0.9", "0.95", "0.99", "0.995", "0.999", "0.9995", "0.9999", "1")
            .map(target -> lit(new BigDecimal(target)).cast("DECIMAL(7, 6)"))
            .toArray(Column[]::new);
    return sloWindows
        .where(col("objective").notEqual(Composite.NAME))
        .where(col("budgeting_method").notEqual(BudgetingMethod.TIMESLICES.word()))
        .withColumn("candidate_target", explode(array(candidates)))
        .select(
            col("slo"),
            col("service"),
            col("group_key"),
            col("objective"),
            col("window"),
            col("day"),
            col("window_start"),
            col("window_end"),
            col("target"),
            col("candidate_target"),
            SloColumns.sli(col("good"), col("total")).as("sli"),
            SloColumns.budgetTotal(col("total"), col("candidate_target")).as("budget_total"),
            SloColumns.budgetConsumedRatio(col("good"), col("total"), col("candidate_target"))
                .as("budget_consumed_ratio"),
            SloColumns.verdict(col("good"), col("total"), col("candidate_target")).as("verdict"));
  }
}
