package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Later versions of an SLO to test with. */
final class SloVersions {
  private SloVersions() {}

  static SloDefinition from(Instant effectiveFrom, String target, SloDefinition earlier) {
    Objective objective = earlier.objectives().get(0).withTarget(new BigDecimal(target));
    return new SloDefinition(
        earlier.name(),
        earlier.displayName(),
        earlier.service(),
        earlier.labels(),
        earlier.kind(),
        earlier.method(),
        List.of(objective),
        earlier.window(),
        earlier.missing(),
        earlier.exclusions(),
        earlier.grouping(),
        earlier.alertRules(),
        effectiveFrom);
  }
}
