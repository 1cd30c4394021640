package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Approved maintenance")
class ExclusionRulesTest {
  private static final Instant WEEK_END = START.plus(Duration.ofDays(7));
  private static final Interval LAST_DAY = new Interval(START.plus(Duration.ofDays(6)), WEEK_END);

  @Test
  @DisplayName("of a day, in a week with one bad hour besides, gives the three numbers in use")
  void threeCorrections() {
    // 60 of 8,640 minutes; the same events; 60 of 10,080 minutes.
    assertThat(badPercent(ExclusionRule.REMOVE_TIME)).isCloseTo(0.694444, within(5e-7));
    assertThat(badPercent(ExclusionRule.DROP_EVENTS)).isCloseTo(0.694444, within(5e-7));
    assertThat(badPercent(ExclusionRule.COUNT_AS_GOOD)).isCloseTo(0.595238, within(5e-7));
  }

  @Test
  @DisplayName("takes from the whole just what gross and net differ by")
  void exclusionIsGrossLessNet() {
    for (ExclusionRule rule : ExclusionRule.values()) {
      ObjectiveLedger gross = ledger(SliceExclusions.none());
      ObjectiveLedger net = ledger(SliceExclusions.of(rule, List.of(LAST_DAY)));
      BudgetPart exclusion =
          BudgetSplit.of(gross, List.of(new Exclusion("C", "shop", LAST_DAY)), List.of(), WEEK_END)
              .parts(new Interval(START, WEEK_END))
              .get(0);

      assertThat(exclusion.bad())
          .isEqualByComparingTo("1200")
          .isEqualByComparingTo(gross.bad(0, 10_080).subtract(net.bad(0, 10_080)));
    }
  }

  @Test
  @DisplayName("needs an approval, and is of the declared types and categories, whatever the case")
  void rule() {
    MaintenanceRule rule =
        new MaintenanceRule(
            List.of("approved"), List.of("normal"), List.of("Maintenance"), List.of());

    assertThat(rule.takes("Approved", "Normal", "maintenance", null)).isTrue();
    assertThat(rule.takes("requested", "normal", "maintenance", null)).isFalse();
    assertThat(rule.takes(null, "normal", "maintenance", null)).isFalse();
    assertThat(rule.takes("approved", "emergency", "maintenance", null)).isFalse();
    assertThat(rule.takes("approved", "normal", "deployment", null)).isFalse();
    assertThat(MaintenanceRule.NONE.takes("approved", "normal", "maintenance", null)).isFalse();
  }

  @Test
  @DisplayName("entered or approved after it began is after the fact; sharing time, overlapping")
  void flags() {
    Maintenance early = maintenance("C1", 0, 60, START.minusSeconds(60), START);
    Maintenance late = maintenance("C2", 59, 90, START, START.plusSeconds(3_541));
    Maintenance next = maintenance("C3", 90, 95, null, null);
    List<Maintenance> all = List.of(early, late, next);

    assertThat(all).extracting(Maintenance::isAfterTheFact).containsExactly(false, true, false);
    assertThat(all).extracting(each -> each.overlapsAny(all)).containsExactly(true, true, false);
  }

  @Test
  @DisplayName("of one tenant concerns the group of that tenant alone")
  void tenants() {
    Exclusion acme = new Exclusion("C", "shop", "acme", LAST_DAY);
    Grouping grouping = new Grouping(List.of("region", "tenant"), new java.util.TreeMap<>());

    assertThat(acme.concerns("shop", "acme")).isTrue();
    assertThat(acme.concerns("shop", "globex")).isFalse();
    assertThat(acme.concerns("shop", null)).isFalse();
    assertThat(acme.concerns("auth", "acme")).isFalse();
    assertThat(grouping.valueOf("tenant", "region=eu,tenant=acme")).isEqualTo("acme");
    assertThat(grouping.valueOf("region", "region=eu,tenant=acme")).isEqualTo("eu");
    assertThat(Grouping.NONE.valueOf("tenant", "")).isNull();
  }

  private static double badPercent(ExclusionRule rule) {
    SloEvaluation evaluation =
        ledger(SliceExclusions.of(rule, List.of(LAST_DAY)))
            .evaluate(new Interval(START, WEEK_END), WEEK_END);
    return 100 * (1 - java.util.Objects.requireNonNull(evaluation.sli()));
  }

  /** Ten requests a minute: all fail in the first hour, and in two hours of the last day. */
  private static ObjectiveLedger ledger(SliceExclusions exclusions) {
    long[] good = new long[10_080];
    long[] total = new long[10_080];
    Arrays.fill(total, 10);
    Arrays.fill(good, 60, 8_640, 10);
    Arrays.fill(good, 8_760, 10_080, 10);
    SloDefinition slo =
        SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.99", SloFixtures.rolling("7d"));
    return ObjectiveLedger.of(
        slo,
        null,
        List.of(new Terms(null, slo.objectives().get(0), slo.digest())),
        SloFixtures.timeline(SloFixtures.MINUTE, good, total),
        exclusions);
  }

  private static Maintenance maintenance(
      String id, int fromMinute, int toMinute, @Nullable Instant entered, @Nullable Instant by) {
    Interval interval =
        new Interval(START.plusSeconds(60L * fromMinute), START.plusSeconds(60L * toMinute));
    return new Maintenance(new Exclusion(id, "shop", interval), "approved", null, entered, by);
  }
}
