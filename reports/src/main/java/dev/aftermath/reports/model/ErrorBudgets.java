package dev.aftermath.reports.model;

import java.util.List;

/**
 * What a report says about error budgets besides the figures of the objectives.
 *
 * @param spent where the budgets of the last four evaluated weeks went, most used first
 * @param rules incidents and causes that took more than a fifth of a budget, largest share first
 * @param alerts burn-rate alerts that touch the week
 * @param dips losses without an incident and incidents without a loss that began in the week
 * @param exclusions approved maintenance of the four weeks up to the week's end
 */
public record ErrorBudgets(
    List<BudgetLine> spent,
    List<BudgetRuleLine> rules,
    List<AlertLine> alerts,
    List<DipLine> dips,
    List<SloExclusionLine> exclusions) {
  /** Copies the lists. */
  public ErrorBudgets {
    spent = List.copyOf(spent);
    rules = List.copyOf(rules);
    alerts = List.copyOf(alerts);
    dips = List.copyOf(dips);
    exclusions = List.copyOf(exclusions);
  }

  /** Nothing to say. */
  public static ErrorBudgets none() {
    return new ErrorBudgets(List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
