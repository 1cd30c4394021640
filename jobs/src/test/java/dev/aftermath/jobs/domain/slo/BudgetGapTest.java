package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.series.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Four hours of 100 requests in five minutes. From 01:00 to 02:00 nothing was scraped: slices 12 to
 * 23. Where an outage follows, counters tell of 130 bad of 1,300 in slice 24, the first behind the
 * gap, and of 50 in each of the eleven slices behind that: 680 in all.
 */
@DisplayName("Across a gap in what was measured")
class BudgetGapTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final int SLICES = 48;
  private static final SeriesQuery REQUESTS =
      new SeriesQuery(null, LabelSelector.parse("requests_total"));
  private static final Indicator COUNTERS = ratio(Indicator.SampleMeaning.COUNTER);
  private static final IncidentSpan OUTAGE = incident("outage", 24, 36);

  @Test
  @DisplayName("what counters tell behind it belongs to the incident that was opened in it")
  void hole() {
    long[] bad = new long[SLICES];
    bad[24] = 60;

    assertThat(words(split(COUNTERS, bad, incident("A", 14, 16))))
        .containsExactly("baseline 0", "unexplained 0", "A 60");
  }

  @Test
  @DisplayName("an incident settled in it shares only the first slice of an outage behind it")
  void settledInTheGap() {
    BudgetSplit split = split(COUNTERS, outage(), incident("A", 14, 20), OUTAGE);

    assertThat(words(split)).containsExactly("baseline 0", "unexplained 0", "A 65", "outage 615");
    assertThat(split.dips())
        .extracting(dip -> dip.start() + " " + dip.end() + " " + dip.bad() + dip.incidentIds())
        .containsExactly(
            "2026-03-01T02:00:00Z 2026-03-01T02:05:00Z 130[A, outage]",
            "2026-03-01T02:05:00Z 2026-03-01T03:00:00Z 550[outage]");
  }

  @Test
  @DisplayName("nobody has the rest of an outage behind it, where nobody told of it")
  void nobodyElse() {
    assertThat(words(split(COUNTERS, outage(), incident("A", 14, 20))))
        .containsExactly("baseline 0", "unexplained 550", "A 130");
  }

  @Test
  @DisplayName("so does one that was opened just before it, or long before")
  void openedBefore() {
    assertThat(words(split(COUNTERS, outage(), incident("A", 11, 12), OUTAGE)))
        .contains("A 65", "outage 615");
    assertThat(words(split(COUNTERS, outage(), incident("A", 2, 20), OUTAGE)))
        .contains("A 65", "outage 615");
  }

  @Test
  @DisplayName("one that was over before it has no part in it")
  void overBefore() {
    assertThat(words(split(COUNTERS, outage(), incident("A", 8, 10), OUTAGE)))
        .containsExactly("baseline 0", "unexplained 0", "outage 680");
  }

  @Test
  @DisplayName("so does one that was settled in that first slice, where the outage has its own")
  void settledInTheFirstSlice() {
    assertThat(words(split(COUNTERS, outage(), incident("A", 14, 25), OUTAGE)))
        .contains("A 65", "outage 615");
    // Without another it is open when the outage begins, as any incident may be.
    assertThat(words(split(COUNTERS, outage(), incident("A", 14, 25)))).contains("A 680");
  }

  @Test
  @DisplayName("one that is still open shares all of the outage")
  void stillOpen() {
    assertThat(words(split(COUNTERS, outage(), incident("A", 14, 30), OUTAGE)))
        .contains("A 340", "outage 340");
  }

  @Test
  @DisplayName("an incident settled in it shares nothing where samples are events themselves")
  void notCounters() {
    for (Indicator indicator :
        List.of(
            ratio(Indicator.SampleMeaning.EVENTS),
            new Indicator.RawRatio(REQUESTS, Indicator.Part.GOOD))) {
      assertThat(words(split(indicator, outage(), incident("A", 14, 20), OUTAGE)))
          .containsExactly("baseline 0", "unexplained 0", "outage 680");
    }
  }

  @Test
  @DisplayName("an incident that lies in it whole is none without a dip: nobody looked")
  void notMeasured() {
    BudgetSplit split =
        split(COUNTERS, new long[SLICES], incident("A", 14, 20), incident("B", 11, 20));

    assertThat(split.incidentsWithoutDip()).extracting(IncidentSpan::id).containsExactly("B");
  }

  private static long[] outage() {
    long[] bad = new long[SLICES];
    Arrays.fill(bad, 25, 36, 50);
    bad[24] = 130;
    return bad;
  }

  private static BudgetSplit split(Indicator indicator, long[] bad, IncidentSpan... incidents) {
    long[] total = new long[SLICES];
    Arrays.fill(total, 100);
    Arrays.fill(total, 12, 24, -1);
    total[24] = 1_300;
    long[] good = new long[SLICES];
    Arrays.setAll(good, place -> total[place] - bad[place]);
    SloDefinition slo =
        SloFixtures.slo(
            indicator, BudgetingMethod.OCCURRENCES, "0.9998", SloFixtures.rolling("28d"));
    ObjectiveLedger ledger =
        SloFixtures.ledger(slo, SloFixtures.timeline(FIVE_MINUTES, good, total));
    return BudgetSplit.of(ledger, List.of(), List.of(incidents), at(SLICES));
  }

  private static Indicator ratio(Indicator.SampleMeaning meaning) {
    return new Indicator.Ratio(Indicator.Part.BAD, REQUESTS, REQUESTS, meaning);
  }

  /** Opened a minute into a slice and settled when the other one begins. */
  private static IncidentSpan incident(String id, int openedSlice, int settledSlice) {
    return new IncidentSpan(
        id, "cause", "shop", null, at(openedSlice).plusSeconds(60), at(settledSlice));
  }

  private static Instant at(int slice) {
    return START.plus(FIVE_MINUTES.multipliedBy(slice));
  }

  private static List<String> words(BudgetSplit split) {
    return split.parts(new Interval(START, at(SLICES))).stream()
        .filter(part -> part.kind() != BudgetPart.Kind.EXCLUSION)
        .map(
            part ->
                (part.incident() == null ? part.kind().word() : part.incident().id())
                    + " "
                    + (part.bad().signum() == 0
                        ? "0"
                        : part.bad().stripTrailingZeros().toPlainString()))
        .toList();
  }
}
