package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static dev.aftermath.jobs.domain.slo.SloFixtures.slo;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An SLO that changes its alerts at noon, two days of which the second is all bad")
class DatedRulesTest {
  private static final Duration SLICE = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOON = START.plus(Duration.ofHours(36));
  private static final Instant AS_OF = START.plus(Duration.ofDays(2));
  private static final BurnRateRule OF_POLICY = rule("14.4", SLICE, Duration.ZERO);
  private static final BurnRateRule GONE = rule("10", null, Duration.ZERO);
  private static final BurnRateRule KEPT = rule("6", null, Duration.ZERO);
  private static final BurnRateRule COME = rule("5", null, SLICE);

  private final MeasuredSlo measured =
      measured(alerting(null, GONE, KEPT), alerting(NOON, KEPT, COME));

  @Test
  @DisplayName("has those of each version while it is in force, and those of policies all the time")
  void declaredRules() {
    // The first slice alone burns 100 / 12 times as fast over an hour, the second one twice that.
    // The new rule looks at slice ends since noon: the second one is past its hold.
    assertThat(found(DatedRules.of(measured.history(), List.of(policy()))))
        .containsExactly(
            "14.4 from 2026-03-02T00:10:00Z open to null",
            "10 from 2026-03-02T00:10:00Z ended_by_definition to 2026-03-02T12:00:00Z",
            "6 from 2026-03-02T00:05:00Z open to null",
            "5 from 2026-03-02T12:10:00Z open to null");
  }

  @Test
  @DisplayName("has a rule all the time that a policy has too, and none of its own beside a policy")
  void rulesOfPolicies() {
    List<String> always = List.of("14.4 from 2026-03-02T00:10:00Z open to null");
    MeasuredSlo same = measured(alerting(null, OF_POLICY), alerting(NOON, GONE));

    assertThat(found(same, DatedRules.of(same.history(), List.of(policy())))).containsAll(always);
    assertThat(found(DatedRules.always(measured.history(), List.of(OF_POLICY)))).isEqualTo(always);
  }

  private List<String> found(DatedRules rules) {
    return found(measured, rules);
  }

  private static List<String> found(MeasuredSlo slo, DatedRules rules) {
    List<String> found = new ArrayList<>();
    rules.find(
        Judgement.of(slo, "Good"),
        AS_OF,
        null,
        (rule, episode) ->
            found.add(
                rule.factor()
                    + " from "
                    + episode.start()
                    + " "
                    + episode.state().word()
                    + " to "
                    + episode.end()));
    return found;
  }

  private static MeasuredSlo measured(SloDefinition... versions) {
    long[] good = new long[576];
    long[] total = new long[576];
    Arrays.fill(good, 0, 288, 1000);
    Arrays.fill(total, 1000);
    String measure = versions[0].objectives().get(0).measure();
    return new MeasuredSlo(
        new SloHistory(List.of(versions)),
        Grouping.WHOLE,
        Map.of(measure, timeline(SLICE, good, total)),
        List.of());
  }

  private static SloDefinition alerting(@Nullable Instant from, BurnRateRule... rules) {
    SloDefinition slo = slo(BudgetingMethod.OCCURRENCES, "0.99", rolling("28d"));
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
        slo.grouping(),
        List.of(rules),
        from);
  }

  private static BurnRatePolicy policy() {
    return new BurnRatePolicy("test", 1, "this test", Span.parse("28d"), List.of(OF_POLICY));
  }

  private static BurnRateRule rule(String factor, @Nullable Duration shortWindow, Duration hold) {
    return new BurnRateRule("test", "page", HOUR, shortWindow, new BigDecimal(factor), hold);
  }
}
