package dev.aftermath.reports.model;

import java.util.List;

/**
 * What a report says of promises and rules: whether they were kept, and what it took.
 *
 * @param agreements tickets resolved in the week by service level agreement and segment; empty
 *     where no such agreement was ever exported
 * @param rules one line per rule of the operations contract, the gravest and least kept first
 * @param findings what broke a rule in the week or did so before and is open still, the gravest and
 *     newest first
 * @param updates when people were told of the incidents opened in the week, by priority
 * @param loads what being on call did in the week, by group of teams
 * @param gaps stretches that touch the week in which nobody was on call
 * @param deliveries what came of the deployments of the week, by service; empty where no deployment
 *     was ever exported
 */
public record Promises(
    List<SlaLine> agreements,
    List<ContractRuleLine> rules,
    List<ContractFindingLine> findings,
    List<UpdateLine> updates,
    List<OnCallLoadLine> loads,
    List<OnCallGapLine> gaps,
    List<DeliveryLine> deliveries) {
  /** Copies the lists. */
  public Promises {
    agreements = List.copyOf(agreements);
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
    updates = List.copyOf(updates);
    loads = List.copyOf(loads);
    gaps = List.copyOf(gaps);
    deliveries = List.copyOf(deliveries);
  }

  /** Nothing to say. */
  public static Promises none() {
    return new Promises(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
