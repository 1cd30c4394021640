package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.ContractRuleLine.Span;
import dev.aftermath.reports.model.DeliveryLine;
import dev.aftermath.reports.model.OnCallGapLine;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands above the tables about promises and rules; alone where there is nothing to list. */
final class PromiseNotes {
  private PromiseNotes() {}

  static Map<String, String> of(WeeklyReport report) {
    Promises promises = report.promises();
    return Map.of(
        "agreements", agreements(promises),
        "contract", contract(promises),
        "findings", findings(report),
        "updates",
            promises.updates().isEmpty()
                ? "No incident was opened in this week that anybody could have been told of."
                : "Incidents opened in the week, from the opening to the first update. Customers"
                    + " are told by a status page, stakeholders by a ticket. No median of fewer"
                    + " than 5.",
        "load", load(promises),
        "gaps", gaps(promises.gaps()),
        "delivery", delivery(promises));
  }

  private static String agreements(Promises promises) {
    if (promises.agreements().isEmpty()) {
      return "No task SLA was exported.";
    }
    if (promises.agreements().stream().allMatch(line -> line.resolvedCount() == 0)) {
      return "No ticket was resolved in this week.";
    }
    boolean decided = promises.agreements().stream().anyMatch(line -> line.decidedCount() > 0);
    return "Tickets resolved in the week. Decided: with an SLA that was met or breached. Of"
        + " resolved: met of all, also of those without an SLA. "
        + (decided
            ? "Other segments are in the workbook."
            : "None of them has an SLA that was met or breached.");
  }

  private static String contract(Promises promises) {
    List<ContractRuleLine> rules = promises.rules();
    if (rules.isEmpty()) {
      return "No rule of the operations contract is declared.";
    }
    List<ContractRuleLine> idle = rules.stream().filter(line -> line.checkedCount() == 0).toList();
    if (idle.size() == rules.size()) {
      return "Nothing came in this week that one of the %s rules is for."
          .formatted(Figures.count(rules.size()));
    }
    boolean now =
        rules.stream().anyMatch(line -> line.span() == Span.NOW && line.checkedCount() > 0);
    return "What began in the week"
        + (now ? ", and runbooks and action items as they are now" : "")
        + ". Open: findings that can still be mended, of whatever week; in brackets those of this"
        + " one. The gravest and least kept first; what each rule asks for is in Appendix B."
        + (idle.isEmpty()
            ? ""
            : " Nothing to check for: "
                + idle.stream()
                    .map(line -> line.rule().replace('_', ' '))
                    .collect(Collectors.joining(", "))
                + ".");
  }

  private static String findings(WeeklyReport report) {
    int all = ContractRows.subjects(report).size();
    if (all == 0) {
      return "No rule of the contract was broken in this week, and no older finding is open.";
    }
    String scope =
        "Of this week, and older ones that are open still. The gravest and newest first, each once"
            + " with all that it lacks.";
    return all > ContractRows.MOST_SUBJECTS
        ? scope
            + " The first %d of %s; the other %s are in the workbook, sheet \u201cContract findings\u201d."
                .formatted(
                    ContractRows.MOST_SUBJECTS,
                    Figures.count(all),
                    Figures.count(all - ContractRows.MOST_SUBJECTS))
        : scope;
  }

  private static String load(Promises promises) {
    List<OnCallLoadLine> loads = promises.loads();
    if (loads.isEmpty()) {
      return "No figures: nobody was interrupted, or too few people to tell of without telling"
          + " of one of them.";
    }
    long weeks =
        loads.stream()
            .flatMap(line -> line.figures().stream())
            .mapToLong(figure -> figure.variation().baselineWeeks())
            .max()
            .orElse(0);
    return "Interruptions are messages by push, SMS or phone, those to one person within a minute"
        + " as one. Only groups that are large enough not to tell of one person. "
        + (weeks == 0
            ? "There are too few weeks before to compare with."
            : "Below each count what is usual by %d weeks before; an arrow stands where chance does not explain the change."
                .formatted(weeks))
        + BudgetRows.rest(loads);
  }

  private static String gaps(List<OnCallGapLine> gaps) {
    if (gaps.isEmpty()) {
      return "No gap is known: as far as shifts were exported, somebody was on call at every level"
          + " all week.";
    }
    return "%s of time in which nobody was on call at a level of an escalation policy %s the week, %s in all. At no level:"
            .formatted(
                gaps.size() == 1 ? "One stretch" : Figures.count(gaps.size()) + " stretches",
                gaps.size() == 1 ? "touches" : "touch",
                Figures.duration(gaps.stream().mapToLong(OnCallGapLine::gapSeconds).sum()))
        + " the part in which nobody at all would have heard of an incident."
        + BudgetRows.rest(gaps);
  }

  private static String delivery(Promises promises) {
    if (promises.deliveries().isEmpty()) {
      return "No deployment was exported.";
    }
    List<DeliveryLine> active = PromiseRows.delivering(promises);
    if (active.isEmpty()) {
      return "No deployment ended in this week.";
    }
    int idle = promises.deliveries().size() - active.size();
    return "DORA's five figures of the deployments that ended in the week; in brackets what each"
        + " stands on. Medians of lead time and recovery. Failed: incidents are put down to it;"
        + " where most failed comes first. Of so few, a week tells of these deployments and of no"
        + " trend."
        + (idle == 0 ? "" : " Services without a deployment: %s.".formatted(Figures.count(idle)))
        + BudgetRows.rest(active);
  }
}
