package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A composite SLO that is put together part by part, from one-minute slices. */
final class Parts {
  private final BudgetingMethod method;
  private final List<Objective> objectives = new ArrayList<>();
  private final Map<String, SliceTimeline> timelines = new HashMap<>();

  private Parts(BudgetingMethod method) {
    this.method = method;
  }

  static Parts by(BudgetingMethod method) {
    return new Parts(method);
  }

  /** A part with its slices from {@link SloFixtures#START} on; a negative total is a hole. */
  Parts part(String target, String weight, long[] good, long[] total) {
    Objective objective =
        new Objective(
            "part " + objectives.size(),
            new Indicator.NotComputed("part " + objectives.size()),
            new BigDecimal(target),
            method == BudgetingMethod.TIMESLICES ? new BigDecimal("0.5") : null,
            method == BudgetingMethod.OCCURRENCES ? null : SloFixtures.MINUTE,
            new BigDecimal(weight));
    objectives.add(objective);
    timelines.put(objective.measure(), SloFixtures.timeline(SloFixtures.MINUTE, good, total));
    return this;
  }

  SloEvaluation together(int minutes) {
    MeasuredSlo slo = measured(rolling(minutes + "m"));
    Instant end = SloFixtures.START.plus(SloFixtures.MINUTE.multipliedBy(minutes));
    return slo.grossComposite(slo.history().newest())
        .orElseThrow()
        .evaluate(new Interval(SloFixtures.START, end), end);
  }

  MeasuredSlo measured(Window window) {
    SloDefinition simple = SloFixtures.slo(method, "0.9", window);
    SloDefinition composite =
        new SloDefinition(
            simple.name(),
            simple.displayName(),
            simple.service(),
            new TreeMap<>(),
            SloDefinition.Kind.COMPOSITE,
            method,
            objectives,
            simple.window(),
            simple.missing(),
            simple.exclusions(),
            simple.grouping(),
            List.of(),
            null);
    return new MeasuredSlo(
        new SloHistory(List.of(composite)), Grouping.WHOLE, timelines, List.of());
  }
}
