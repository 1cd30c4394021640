package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A day of slices with holes, idle ones and fractional events; targets of 1; incidents that were
 * opened before the slices, are open, last no time, or are alike; exclusions without traffic.
 */
@DisplayName("However slices, incidents and exclusions lie")
class BudgetSplitPropertiesTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final int SLICES = 288;
  private static final List<BudgetingMethod> METHODS = List.of(BudgetingMethod.values());

  @RepeatedTest(60)
  @DisplayName("the parts are the whole, none is below 0, and no order matters")
  void parts(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    ObjectiveLedger ledger = ledger(random, METHODS.get(random.nextInt(METHODS.size())));
    List<IncidentSpan> incidents = incidents(random);
    List<Exclusion> exclusions = exclusions(random);
    Instant asOf = at(SLICES - random.nextInt(20)).plusSeconds(random.nextInt(300));
    List<IncidentSpan> reversed = new ArrayList<>(incidents);
    Collections.reverse(reversed);
    BudgetSplit split = BudgetSplit.of(ledger, exclusions, incidents, asOf);
    BudgetSplit again = BudgetSplit.of(ledger, exclusions, reversed, asOf);

    for (int window = 0; window < 20; window++) {
      int from = random.nextInt(-20, SLICES);
      int to = from + random.nextInt(SLICES);
      Interval interval = new Interval(at(from), at(to));
      List<BudgetPart> parts = split.parts(interval);

      long ended = Math.max(from, Math.min(to, ledger.timeline().placesEndedBy(asOf)));
      assertThat(parts.stream().map(BudgetPart::bad).reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(ledger.bad(from, ended));
      assertThat(parts).allSatisfy(part -> assertThat(part.bad().signum()).isNotNegative());
      assertThat(parts.get(0).bad())
          .isEqualByComparingTo(excluded(ledger, exclusions, from, ended));
      assertThat(again.parts(interval)).isEqualTo(parts);
    }
    assertThat(split.dips()).allSatisfy(dip -> assertThat(dip.bad().signum()).isPositive());
  }

  @RepeatedTest(20)
  @DisplayName("two incidents alike in time have the same share, but for the last decimal")
  void twins(RepetitionInfo round) {
    SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
    ObjectiveLedger ledger = ledger(random, BudgetingMethod.OCCURRENCES);
    int opened = random.nextInt(SLICES - 30);
    List<IncidentSpan> twins =
        List.of(
            span("A", at(opened).plusSeconds(17), at(opened + 25)),
            span("B", at(opened).plusSeconds(17), at(opened + 25)));

    List<BigDecimal> shares =
        BudgetSplit.of(ledger, List.of(), twins, at(SLICES))
            .parts(new Interval(START, at(SLICES)))
            .stream()
            .filter(part -> part.kind() == BudgetPart.Kind.INCIDENT)
            .map(BudgetPart::bad)
            .toList();

    // None of them where nothing was bad beyond the baseline.
    assertThat(shares.size()).isIn(0, 2);
    if (!shares.isEmpty()) {
      assertThat(shares.get(0).subtract(shares.get(1)).abs())
          .isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(18));
    }
  }

  private static BigDecimal excluded(
      ObjectiveLedger ledger, List<Exclusion> exclusions, long from, long to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (long place = from; place < to; place++) {
      Instant start = ledger.timeline().start(place);
      Instant end = ledger.timeline().start(place + 1);
      boolean isExcluded =
          exclusions.stream()
              .map(Exclusion::interval)
              .anyMatch(it -> !it.start().isAfter(start) && !it.end().isBefore(end));
      sum = isExcluded ? sum.add(ledger.bad(place, place + 1)) : sum;
    }
    return sum;
  }

  private static ObjectiveLedger ledger(SplittableRandom random, BudgetingMethod method) {
    List<Slice> slices = new ArrayList<>();
    int outage = random.nextInt(SLICES);
    for (int place = 0; place < SLICES; place++) {
      if (place == 0 || place == SLICES - 1 || random.nextInt(10) > 0) {
        BigDecimal total =
            random.nextInt(8) == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(1, 900));
        boolean isOut = place >= outage && place < outage + 15;
        BigDecimal share = BigDecimal.valueOf(random.nextInt(isOut ? 1_000 : 12), 3);
        BigDecimal bad = total.multiply(share);
        slices.add(new Slice(at(place), total.subtract(bad), total));
      }
    }
    String target = random.nextInt(4) == 0 ? "1" : "0.995";
    SloDefinition slo = SloFixtures.slo(method, target, SloFixtures.rolling("28d"));
    return SloFixtures.ledger(slo, SliceTimeline.of(FIVE_MINUTES, slices));
  }

  private static List<IncidentSpan> incidents(SplittableRandom random) {
    List<IncidentSpan> incidents = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      Instant opened = at(random.nextInt(-30, SLICES + 3)).plusSeconds(random.nextInt(300));
      Instant settled = opened.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(20_000));
      incidents.add(span("I" + i, opened, random.nextInt(4) == 0 ? null : settled));
    }
    return incidents;
  }

  /** Apart from each other, so that each slice lies in one of them or in none. */
  private static List<Exclusion> exclusions(SplittableRandom random) {
    List<Exclusion> exclusions = new ArrayList<>();
    for (int from = random.nextInt(-40, 100); from < SLICES + 40; from += 60) {
      Instant start = at(from).plusSeconds(random.nextInt(2) * 120L);
      Interval interval = new Interval(start, start.plusSeconds(random.nextInt(60, 12_000)));
      exclusions.add(new Exclusion("CHG" + from, "shop", interval));
    }
    return exclusions;
  }

  private static IncidentSpan span(String id, Instant opened, @Nullable Instant settled) {
    return new IncidentSpan(id, "cause", "shop", null, opened, settled);
  }

  private static Instant at(int slice) {
    return START.plus(FIVE_MINUTES.multipliedBy(slice));
  }
}
