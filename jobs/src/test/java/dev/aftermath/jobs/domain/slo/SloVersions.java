package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Later versions of an SLO to test with. */
final class SloVersions {
  private SloVersions() {}

  static SloDefinition from(Instant effectiveFrom, String target, SloDefinition earlier) {
    Objective objective = earlier.objectives().get(0).withTarget(new BigDecimal(target));
    return from(effectiveFrom, objective, earlier);
  }

  static SloDefinition from(
      Instant effectiveFrom, BudgetingMethod method, MissingRule missing, SloDefinition earlier) {
    return version(effectiveFrom, earlier.objectives().get(0), method, missing, earlier);
  }

  static SloDefinition from(Instant effectiveFrom, Objective objective, SloDefinition earlier) {
    return version(effectiveFrom, objective, earlier.method(), earlier.missing(), earlier);
  }

  private static SloDefinition version(
      Instant effectiveFrom,
      Objective objective,
      BudgetingMethod method,
      MissingRule missing,
      SloDefinition earlier) {
    return new SloDefinition(
        earlier.name(),
        earlier.displayName(),
        earlier.service(),
        earlier.labels(),
        earlier.kind(),
        method,
        List.of(objective),
        earlier.window(),
        missing,
        earlier.exclusions(),
        earlier.grouping(),
        earlier.alertRules(),
        effectiveFrom);
  }
}
