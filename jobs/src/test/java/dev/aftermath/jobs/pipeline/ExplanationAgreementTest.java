package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.SeededSlo;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.PrintedEquations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The explanation of seeded figures")
class ExplanationAgreementTest {
  private static final List<ExclusionRule> RULES =
      List.of(ExclusionRule.REMOVE_TIME, ExclusionRule.DROP_EVENTS, ExclusionRule.COUNT_AS_GOOD);
  private static final int SEEDS = 24;
  private static final int EVERY = 27;
  private static final double CLOSE = 1e-13;

  private int sliCount;
  private int netCount;
  private int boundCount;
  private int paceCount;

  @Test
  @DisplayName("has true equations alone, and they lead to what the table has")
  void equations() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Explained slo = seeded(seed);
      List<ExplainedFigure> figures = slo.figures(ZoneId.of("Europe/Berlin"), SeededSlo.asOf());
      for (int i = (int) seed % EVERY; i < figures.size(); i += EVERY) {
        agree(figures.get(i), slo.lines(figures.get(i)));
      }
    }
    // Each kind was met often: what is not there cannot be wrong.
    assertThat(List.of(sliCount, netCount, boundCount, paceCount)).allMatch(count -> count > 80);
  }

  private void agree(ExplainedFigure figure, List<String> lines) {
    Map<String, @Nullable BigDecimal> results = new HashMap<>();
    PrintedEquations.in(lines).forEach(each -> results.put(each.name(), each.result()));
    String text = String.join("\n", lines);
    String of = lines.stream().anyMatch(line -> line.startsWith("composite")) ? "composite " : "";
    sliCount += equal(text, results, of + "SLI", figure.ratio("sli"));
    equal(text, results, of + "consumed", figure.ratio("budget_consumed_ratio"));
    if (lines.stream().anyMatch(line -> line.startsWith("net figure"))) {
      netCount += equal(text, results, "net " + of + "SLI", figure.ratio("net_sli"));
      equal(text, results, "net " + of + "consumed", figure.ratio("net_budget_consumed_ratio"));
    } else {
      assertThat(figure.stored("net_sli")).as(text).isEqualTo(figure.stored("sli"));
    }
    if (results.containsKey("worst SLI")) {
      boundCount += equal(text, results, "worst SLI", figure.ratio("sli_worst"));
      equal(text, results, "best SLI", figure.ratio("sli_best"));
    } else if (of.isEmpty()) {
      assertThat(figure.stored("sli_worst")).as(text).isEqualTo(figure.stored("sli_best"));
    }
    for (String back : List.of("24h", "3d", "7d")) {
      paceCount +=
          equal(
              text,
              results,
              "pace of " + back,
              figure.ratio("days_to_exhaustion_at_" + back + "_pace"));
    }
  }

  /** An undefined figure has no equation, or one that divides by 0. */
  private static int equal(
      String text,
      Map<String, @Nullable BigDecimal> results,
      String name,
      @Nullable Double stored) {
    BigDecimal printed = results.get(name);
    if (stored == null) {
      assertThat(printed).as(name + " of\n" + text).isNull();
      return 0;
    }
    assertThat(printed).as(name + " of\n" + text).isNotNull();
    assertThat(printed.doubleValue())
        .as(name + " of\n" + text)
        .isCloseTo(stored, within(CLOSE * Math.max(1, Math.abs(stored))));
    return 1;
  }

  /** With each rule for exclusions in turn, and with undecided events in every other one. */
  private static Explained seeded(long seed) {
    SeededSlo slo = SeededSlo.of(seed);
    ExclusionRule rule = RULES.get((int) (seed % RULES.size()));
    List<SloDefinition> versions =
        slo.history().versions().stream().map(version -> with(rule, version)).toList();
    Map<String, SliceTimeline> timelines = new HashMap<>();
    slo.timelines()
        .forEach(
            (measure, slices) ->
                timelines.put(measure, seed % 2 == 0 ? slices : withUndecided(slices)));
    return new Explained(
        new SloHistory(versions), Grouping.WHOLE, timelines, maintenance(new Random(seed)));
  }

  private static List<Maintenance> maintenance(Random random) {
    List<Maintenance> approved = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Instant start = SeededSlo.asOf().minus(Duration.ofMinutes(random.nextInt(24 * 1440)));
      Interval planned = new Interval(start, start.plus(Duration.ofMinutes(random.nextInt(2000))));
      approved.add(
          new Maintenance(
              new Exclusion("change " + i, null, planned), "approved", null, null, null));
    }
    return approved;
  }

  private static SliceTimeline withUndecided(SliceTimeline slices) {
    List<Slice> all = new ArrayList<>();
    for (int place = 0; place < slices.size(); place++) {
      BigDecimal good = slices.good(place);
      BigDecimal total = slices.total(place);
      if (good != null && total != null) {
        BigDecimal undecided =
            total.subtract(good).divide(BigDecimal.valueOf(3), 0, RoundingMode.DOWN);
        all.add(new Slice(slices.start(place), good, total, undecided));
      }
    }
    return SliceTimeline.of(slices.sliceLength(), all);
  }

  private static SloDefinition with(ExclusionRule rule, SloDefinition version) {
    return new SloDefinition(
        version.name(),
        version.displayName(),
        version.service(),
        version.labels(),
        version.kind(),
        version.method(),
        version.objectives(),
        version.window(),
        version.missing(),
        rule,
        version.grouping(),
        version.alertRules(),
        version.effectiveFrom());
  }
}
