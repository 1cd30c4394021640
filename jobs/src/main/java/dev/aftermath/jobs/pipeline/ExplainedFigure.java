package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.MissingRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A figure as the table {@link dev.aftermath.jobs.gold.SloWindows} has it. A version of the table
 * from before it had a column leaves that out.
 *
 * @param columns values by column; a column without a value is left out
 */
record ExplainedFigure(Map<String, Object> columns) {

  static ExplainedFigure of(Row row) {
    Map<String, Object> columns = new HashMap<>();
    String[] names = row.schema().fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (!row.isNullAt(i)) {
        columns.put(names[i], row.get(i));
      }
    }
    return new ExplainedFigure(columns);
  }

  String objective() {
    return text("objective");
  }

  /** The target at the evaluation. */
  BigDecimal target() {
    return BigDecimal.valueOf((Double) required("target"));
  }

  BudgetingMethod method() {
    return BudgetingMethod.ofWord(text("budgeting_method")).orElseThrow();
  }

  /** What stood for unknown slices; empty in older versions of the table. */
  Optional<MissingRule> missing() {
    return Optional.ofNullable(columns.get("missing_rule"))
        .flatMap(word -> MissingRule.ofWord((String) word));
  }

  boolean isOfOneVersion() {
    return (Integer) required("definition_count") == 1;
  }

  /** Whether it may be the sum of the weighted parts of a composite. */
  boolean mayBeSumOfParts() {
    return objective().equals(Composite.NAME) && method() != BudgetingMethod.TIMESLICES;
  }

  Interval window() {
    return new Interval(instant("window_start"), instant("window_end"));
  }

  Instant evaluatedAt() {
    return instant("evaluated_at");
  }

  Instant instant(String column) {
    return (Instant) required(column);
  }

  String text(String column) {
    return required(column).toString();
  }

  BigDecimal number(String column) {
    return (BigDecimal) required(column);
  }

  long count(String column) {
    return (Long) required(column);
  }

  @Nullable Double ratio(String column) {
    return (Double) columns.get(column);
  }

  /** A value as it is printed: what divides by nothing is undefined. */
  String stored(String column) {
    return columns.getOrDefault(column, "undefined").toString();
  }

  private Object required(String column) {
    return Optional.ofNullable(columns.get(column))
        .orElseThrow(() -> new IllegalStateException("slo_windows has no value in " + column));
  }
}
