package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.ErrorBudgets;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.Map;

/** What stands above the tables about error budgets. */
final class BudgetNotes {
  private BudgetNotes() {}

  static Map<String, String> of(WeeklyReport report) {
    ErrorBudgets budgets = report.errorBudgets();
    return Map.of(
        "budgets",
        spent(report) + BudgetRows.rest(BudgetRows.alike(report)),
        "rules",
        "The two 20 % rules of the error budget policy in Google's SRE workbook: one incident in four weeks, or one class of"
            + " cause in a quarter. The budget of a quarter that runs is that of what has happened so far, and grows."
            + BudgetRows.rest(BudgetRows.subjects(report)),
        "alerts",
        "What the burn-rate rules would have fired for, whether or not anybody was paged. Before: the budget that was"
            + " gone until the alert fired; while: what went as long as it lasted."
            + BudgetRows.rest(budgets.alerts()),
        "dips",
        "A loss counts from a hundredth of four weeks' budget. It should have an incident, and an incident should cost"
            + " something: otherwise monitoring, tickets or the indicator miss what the others see."
            + BudgetRows.rest(budgets.dips()),
        "exclusions",
        "Gross figures keep it, net figures leave it out. The four weeks up to the end of this week."
            + BudgetRows.rest(budgets.exclusions()));
  }

  private static String spent(WeeklyReport report) {
    String parts =
        " Parts add up to all that was bad. Vermilion: incidents; black: worse than usual without an incident;"
            + " grey: what always fails; pale: approved maintenance. The mark stands at 100 %.";
    return report.errorBudgets().spent().stream()
        .findFirst()
        .map(
            line ->
                "The four weeks up to %s."
                        .formatted(Figures.moment(line.evaluatedAt(), report.header().zone()))
                    + parts)
        .orElse(parts.strip());
  }
}
