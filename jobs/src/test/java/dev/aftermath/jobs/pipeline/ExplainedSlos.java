package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SLOs of a day to be explained, put together from their objectives. */
final class ExplainedSlos {
  private ExplainedSlos() {}

  static Objective part(String name, String target, String weight, @Nullable String sliceTarget) {
    return new Objective(
        name,
        new Indicator.NotComputed(name),
        new BigDecimal(target),
        sliceTarget == null ? null : new BigDecimal(sliceTarget),
        null,
        new BigDecimal(weight));
  }

  static SloDefinition slo(BudgetingMethod method, MissingRule missing, Objective objective) {
    return version(
        SloDefinition.Kind.SIMPLE, method, missing, ExclusionRule.REMOVE_TIME, null, objective);
  }

  static SloDefinition composite(MissingRule missing, Objective... parts) {
    return version(
        SloDefinition.Kind.COMPOSITE,
        BudgetingMethod.OCCURRENCES,
        missing,
        ExclusionRule.REMOVE_TIME,
        null,
        parts);
  }

  static SloDefinition with(ExclusionRule rule, SloDefinition slo) {
    return version(
        slo.kind(),
        slo.method(),
        slo.missing(),
        rule,
        slo.effectiveFrom(),
        slo.objectives().toArray(Objective[]::new));
  }

  static SloDefinition grouped(String label, SloDefinition slo) {
    return new SloDefinition(
        slo.name(),
        slo.displayName(),
        slo.service(),
        slo.labels(),
        slo.kind(),
        slo.method(),
        slo.objectives(),
        slo.window(),
        slo.missing(),
        slo.exclusions(),
        new Grouping(List.of(label), new TreeMap<>()),
        slo.alertRules(),
        slo.effectiveFrom());
  }

  static SloDefinition dated(String instant, SloDefinition slo) {
    return version(
        slo.kind(),
        slo.method(),
        slo.missing(),
        slo.exclusions(),
        Instant.parse(instant),
        slo.objectives().toArray(Objective[]::new));
  }

  private static SloDefinition version(
      SloDefinition.Kind kind,
      BudgetingMethod method,
      MissingRule missing,
      ExclusionRule exclusions,
      @Nullable Instant effectiveFrom,
      Objective... objectives) {
    return new SloDefinition(
        "checkout",
        "Checkout",
        "shop",
        new TreeMap<>(),
        kind,
        method,
        List.of(objectives),
        new RollingWindow(Span.parse("1d")),
        missing,
        exclusions,
        Grouping.NONE,
        List.of(),
        effectiveFrom);
  }
}
