package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was bad in a window is split")
class BudgetSplitTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final List<BudgetingMethod> METHODS = List.of(BudgetingMethod.values());
  private static final int SLICES = 48;
  private static final Interval ALL = new Interval(START, at(SLICES));

  @Test
  @DisplayName("into the exclusion, the baseline, one incident with all of its dip, and a rest")
  void fourParts() {
    // Four hours, 100 requests a slice, 1 of them bad; maintenance in slices 2 and 3 with 40 bad
    // each; a dip of 31 in slices 12 to 14, opened in the second, settled in slice 17; a dip of 21
    // in slice 30 that nobody saw.
    long[] bad = steady(1);
    bad[2] = 40;
    bad[3] = 40;
    Arrays.fill(bad, 12, 15, 31);
    bad[30] = 21;
    BudgetSplit split =
        split(
            bad,
            List.of(new Exclusion("CHG1", "shop", new Interval(at(2), at(4)))),
            incident("A", 13, 17));

    // With a slice on either side of a dip, quiet are 48 - 2 - 6 - 3 = 37 slices with 37 bad of
    // 3,700. Slices 11 to 16 hold 96 bad, of which 1 in 100 of 600 is baseline; slices 29 to 31
    // hold 23, of which 3 are.
    assertThat(words(split, ALL))
        .containsExactly("exclusion 80", "baseline 46", "unexplained 20", "incident A 90");
    assertThat(split.dips())
        .extracting(dip -> dip.start() + " " + dip.bad() + " " + dip.incidentIds())
        .containsExactly("2026-03-01T01:00:00Z 93 [A]", "2026-03-01T02:30:00Z 21 []");
  }

  @Test
  @DisplayName("with no dip where chance alone may be as bad in one of 1,000 slices")
  void edgeOfDip() {
    // 1 of 100 is expected: fewer than 5 in 99.634 % of all slices, fewer than 6 in 99.941 %.
    long[] bad = steady(1);
    bad[10] = 5;
    bad[20] = 6;

    assertThat(split(bad, List.of()).dips())
        .extracting(dip -> dip.start() + " " + dip.bad())
        .containsExactly("2026-03-01T01:40:00Z 6");
  }

  @Test
  @DisplayName("with no dip for two errors where one an hour is usual, but for three in a slice")
  void quietNight() {
    // A twelfth is expected: fewer than 2 in 99.67 % of all slices, fewer than 3 in 99.991 %.
    long[] bad = new long[SLICES];
    bad[5] = 1;
    bad[17] = 2;
    bad[30] = 1;
    bad[41] = 3;

    assertThat(split(bad, List.of()).dips())
        .extracting(dip -> dip.start() + " " + dip.bad())
        .containsExactly("2026-03-01T03:25:00Z 3");
  }

  @Test
  @DisplayName("with no dip for an error where most hours have none, but every day a few")
  void rareErrors() {
    // Two days, an error every five hours and some more in the second: 5 and 12 of 28,800. A slice
    // lets 0.017 expect: fewer than 1 in 98.3 % of all slices, fewer than 2 in 99.985 %.
    long[] good = new long[576];
    long[] total = new long[576];
    for (int i = 0; i < good.length; i++) {
      total[i] = 100;
      good[i] = i % 60 == 7 ? 99 : 100;
    }
    good[400] = 98;
    // One error, though no dip of its own, joins two dips that lie too far apart.
    good[450] = 98;
    good[453] = 99;
    good[456] = 98;
    SloDefinition slo =
        SloFixtures.slo(BudgetingMethod.OCCURRENCES, "0.9999", SloFixtures.rolling("28d"));
    ObjectiveLedger ledger =
        SloFixtures.ledger(slo, SloFixtures.timeline(FIVE_MINUTES, good, total));

    assertThat(BudgetSplit.of(ledger, List.of(), List.of(), at(576)).dips())
        .extracting(dip -> dip.start() + " " + dip.bad())
        .containsExactly("2026-03-02T09:20:00Z 2", "2026-03-02T13:30:00Z 5");
  }

  @Test
  @DisplayName(
      "with the slices on either side of its dip, whatever was bad in them, to an incident")
  void sidesOfDip() {
    // Opened in the dip of slices 21 and 22; slice 20 has one bad more, 23 none; 1 is expected.
    long[] bad = steady(1);
    bad[20] = 2;
    bad[21] = 41;
    bad[22] = 41;
    bad[23] = 0;

    assertThat(words(split(bad, List.of(), incident("A", 21, 22)), ALL))
        .containsExactly("exclusion 0", "baseline 48", "unexplained 0", "incident A 80");
  }

  @Test
  @DisplayName("equally over incidents in one dip, the remainder to the first id")
  void sharedDip() {
    long[] bad = steady(0);
    bad[20] = 50;
    BudgetSplit split =
        split(bad, List.of(), incident("C", 20, 24), incident("A", 20, 23), incident("B", 20, 22));

    // A third of 50 with 18 decimals, three times, lacks 2 in the last one.
    assertThat(words(split, ALL))
        .containsExactly(
            "exclusion 0",
            "baseline 0",
            "unexplained 0",
            "incident A 16.666666666666666668",
            "incident B 16.666666666666666666",
            "incident C 16.666666666666666666");
  }

  @Test
  @DisplayName("to the incident that was opened in the dip, not to one that was merely still open")
  void openedInTheDip() {
    long[] bad = steady(0);
    bad[10] = 30;
    bad[40] = 50;
    BudgetSplit split = split(bad, List.of(), incident("old", 10, 48), incident("new", 41, 44));

    // Opened in the slice behind its dip.
    assertThat(words(split, ALL)).contains("incident new 50", "incident old 30");

    // Opened in the slice before it: the dip begins in it, even if nothing shows there.
    BudgetSplit early = split(bad, List.of(), incident("old", 10, 48), incident("new", 39, 44));
    assertThat(words(early, ALL)).contains("incident new 50", "incident old 30");
  }

  @Test
  @DisplayName("up to the slices of the window; an incident that is open is open until the end")
  void windows() {
    long[] bad = steady(0);
    Arrays.fill(bad, 40, 48, 10);
    BudgetSplit split = split(bad, List.of(), incident("A", 43, -1));

    assertThat(words(split, new Interval(START, at(44)))).contains("incident A 40");
    assertThat(words(split, new Interval(at(44), at(48)))).contains("incident A 40");
    assertThat(words(split, new Interval(START, at(40))))
        .containsExactly("exclusion 0", "baseline 0", "unexplained 0");
  }

  @Test
  @DisplayName("in bad slices where slices are counted, in missing ratio where ratios are")
  void otherMethods() {
    long[] bad = steady(0);
    bad[7] = 50;
    bad[8] = 25;
    IncidentSpan incident = incident("A", 8, 10);

    assertThat(words(of(ledger(BudgetingMethod.TIMESLICES, bad), List.of(), incident), ALL))
        .contains("incident A 2");
    assertThat(words(of(ledger(BudgetingMethod.RATIO_TIMESLICES, bad), List.of(), incident), ALL))
        .contains("incident A 0.75");
  }

  @Test
  @DisplayName("with incidents that left no dip named")
  void incidentsWithoutDip() {
    long[] bad = steady(0);
    bad[10] = 30;
    BudgetSplit split = split(bad, List.of(), incident("A", 10, 12), incident("calm", 30, 32));

    assertThat(split.incidentsWithoutDip()).extracting(IncidentSpan::id).containsExactly("calm");
  }

  @Test
  @DisplayName("so that nothing is lost and nothing below 0, by every method, in any window")
  void sumsAreExact() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      long[] bad = new long[SLICES];
      for (int i = 0; i < SLICES; i++) {
        bad[i] = random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(3);
      }
      List<IncidentSpan> incidents = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        int opened = random.nextInt(SLICES);
        incidents.add(incident("I" + i, opened, opened + random.nextInt(20)));
      }
      int begin = random.nextInt(SLICES);
      List<Exclusion> exclusions =
          List.of(new Exclusion("C", "shop", new Interval(at(begin), at(begin + 5))));
      BudgetingMethod method = METHODS.get(round % METHODS.size());
      ObjectiveLedger ledger = ledger(method, bad);
      int from = random.nextInt(SLICES);
      int to = from + random.nextInt(SLICES - from + 1);
      List<BudgetPart> parts =
          of(ledger, exclusions, incidents.toArray(new IncidentSpan[0]))
              .parts(new Interval(at(from), at(to)));

      BigDecimal sum = parts.stream().map(BudgetPart::bad).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(ledger.bad(from, to));
      assertThat(parts).allSatisfy(part -> assertThat(part.bad().signum()).isNotNegative());
    }
  }

  private static BudgetSplit split(
      long[] bad, List<Exclusion> exclusions, IncidentSpan... incidents) {
    return of(ledger(BudgetingMethod.OCCURRENCES, bad), exclusions, incidents);
  }

  private static BudgetSplit of(
      ObjectiveLedger ledger, List<Exclusion> exclusions, IncidentSpan... incidents) {
    return BudgetSplit.of(ledger, exclusions, List.of(incidents), at(SLICES));
  }

  private static ObjectiveLedger ledger(BudgetingMethod method, long[] bad) {
    long[] good = new long[SLICES];
    long[] total = new long[SLICES];
    for (int i = 0; i < SLICES; i++) {
      total[i] = 100;
      good[i] = 100 - bad[i];
    }
    // 8,064 slices of four weeks with 0.02 bad each: 1 in 100 of that budget is 1.6 bad requests.
    SloDefinition slo = SloFixtures.slo(method, "0.9998", SloFixtures.rolling("28d"));
    return SloFixtures.ledger(slo, SloFixtures.timeline(FIVE_MINUTES, good, total));
  }

  private static IncidentSpan incident(String id, int openedSlice, int settledSlice) {
    @Nullable Instant settled =
        settledSlice < 0 ? null : at(Math.max(openedSlice + 1, settledSlice));
    return new IncidentSpan(id, "cause", "shop", null, at(openedSlice).plusSeconds(60), settled);
  }

  private static long[] steady(long bad) {
    long[] all = new long[SLICES];
    Arrays.fill(all, bad);
    return all;
  }

  private static Instant at(int slice) {
    return START.plus(FIVE_MINUTES.multipliedBy(slice));
  }

  private static List<String> words(BudgetSplit split, Interval window) {
    return split.parts(window).stream()
        .map(
            part ->
                part.kind().word()
                    + (part.incident() == null ? "" : " " + part.incident().id())
                    + " "
                    + (part.bad().signum() == 0
                        ? "0"
                        : part.bad().stripTrailingZeros().toPlainString()))
        .toList();
  }
}
