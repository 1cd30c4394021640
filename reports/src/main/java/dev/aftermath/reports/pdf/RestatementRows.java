package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.RestatementLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of the table of restated figures, and what stands above it. */
final class RestatementRows {
  private RestatementRows() {}

  static String note(WeeklyReport report) {
    return "Figures as of the end of this week and the four before it, as they were first computed and as they are now."
        + " KPIs: those of frozen weeks, and of older ones what has changed since this week began."
        + BudgetRows.rest(report.restatements());
  }

  static List<Map<String, ?>> all(WeeklyReport report) {
    return report.restatements().stream()
        .limit(BudgetRows.MOST_ROWS)
        .<Map<String, ?>>map(RestatementRows::row)
        .toList();
  }

  private static Map<String, ?> row(RestatementLine line) {
    return Map.of(
        "subject", Figures.text(line.subject()),
        "part", Figures.text(line.part() + (line.group().isEmpty() ? "" : " · " + line.group())),
        "endOf", line.endOf(),
        "figure", line.figure().replace("_ratio", "").replace('_', ' '),
        "old", value(line, line.oldValue()),
        "new", value(line, line.newValue()),
        "reason", line.reason().replace('_', ' '));
  }

  private static String value(RestatementLine line, @Nullable String value) {
    if (value == null) {
      return Figures.NONE;
    }
    if (line.unit() != null) {
      return Figures.value(line.unit(), Double.valueOf(value));
    }
    return switch (line.figure()) {
      case "sli", "net_sli" -> Figures.sli(new BigDecimal(value));
      case "budget_consumed_ratio", "net_budget_consumed_ratio" ->
          Figures.percent(new BigDecimal(value));
      default -> value.replace('_', ' ');
    };
  }
}
