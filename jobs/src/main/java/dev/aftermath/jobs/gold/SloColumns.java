package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.slo.Verdict;
import org.apache.spark.sql.Column;

/**
 * The figures of a window from its sums, as Spark columns: the same 64 bits as the domain makes.
 * Sums are exact decimals, each rounded once to a double before the one division.
 *
 * <p>Totals below 10^18 with nine decimals and targets of up to six decimals stay exact.
 */
public final class SloColumns {
  private static final String SUM = "DECIMAL(27, 9)";
  private static final String TARGET = "DECIMAL(7, 6)";

  private SloColumns() {}

  /** {@code good / total}; null when nothing happened. */
  public static Column sli(Column good, Column total) {
    return ratio(good.cast(SUM), total.cast(SUM));
  }

  /** What may be bad of a total at a target. */
  public static Column budgetTotal(Column total, Column target) {
    return lit(1).cast(TARGET).minus(target.cast(TARGET)).multiply(total.cast(SUM));
  }

  /** Bad over budget, signed and not clamped; null without a budget. */
  public static Column budgetConsumedRatio(Column good, Column total, Column target) {
    return ratio(bad(good, total), budgetTotal(total, target));
  }

  /** Measured slices over slices that have ended; null when none has. */
  public static Column coverage(Column known, Column ended) {
    return ratio(known, ended);
  }

  /** The word of the verdict, decided on decimals. */
  public static Column verdict(Column good, Column total, Column target) {
    return when(total.equalTo(lit(0)), lit(Verdict.NOT_EVALUABLE.word()))
        .when(bad(good, total).leq(budgetTotal(total, target)), lit(Verdict.MET.word()))
        .otherwise(lit(Verdict.MISSED.word()));
  }

  private static Column bad(Column good, Column total) {
    return total.cast(SUM).minus(good.cast(SUM));
  }

  private static Column ratio(Column dividend, Column divisor) {
    return when(divisor.notEqual(lit(0)), dividend.cast("double").divide(divisor.cast("double")));
  }
}
