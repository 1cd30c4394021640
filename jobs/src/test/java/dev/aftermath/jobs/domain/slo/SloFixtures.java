package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** SLOs and slices to test with. */
final class SloFixtures {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Duration MINUTE = Duration.ofMinutes(1);

  private SloFixtures() {}

  static SloDefinition slo(BudgetingMethod method, String target, Window window) {
    return slo(new Indicator.NotComputed("the slices are given"), method, target, window);
  }

  static SloDefinition slo(
      Indicator indicator, BudgetingMethod method, String target, Window window) {
    Objective objective =
        new Objective(
            "Good",
            indicator,
            new BigDecimal(target),
            method == BudgetingMethod.TIMESLICES ? new BigDecimal(target) : null,
            null,
            BigDecimal.ONE);
    return new SloDefinition(
        "checkout",
        "Checkout",
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        method,
        List.of(objective),
        window,
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        null);
  }

  /** The first objective of an SLO that has always been as it is. */
  static ObjectiveLedger ledger(SloDefinition slo, SliceTimeline timeline) {
    Objective objective = slo.objectives().get(0);
    return ObjectiveLedger.of(
        slo,
        objective.timeSliceWindow(),
        List.of(new Terms(null, objective, slo.digest())),
        timeline,
        SliceExclusions.none());
  }

  static Window rolling(String length) {
    return new RollingWindow(Span.parse(length));
  }

  /** Slices one after the other from {@link #START}; a negative total is a hole. */
  static SliceTimeline timeline(Duration length, long[] good, long[] total) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < good.length; i++) {
      if (total[i] >= 0) {
        slices.add(
            new Slice(
                START.plus(length.multipliedBy(i)),
                BigDecimal.valueOf(good[i]),
                BigDecimal.valueOf(total[i])));
      }
    }
    return SliceTimeline.of(length, slices);
  }
}
