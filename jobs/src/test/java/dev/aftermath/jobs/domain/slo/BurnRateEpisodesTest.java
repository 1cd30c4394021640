package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.MINUTE;
import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.ledger;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;
import static dev.aftermath.jobs.domain.slo.SloFixtures.slo;
import static dev.aftermath.jobs.domain.slo.SloFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Burn-rate episodes")
class BurnRateEpisodesTest {
  private static final Duration SLICE = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  // Two days of five minutes with 1,000 events each.
  private final long[] good = new long[576];
  private final long[] total = new long[576];

  BurnRateEpisodesTest() {
    Arrays.fill(good, 1000);
    Arrays.fill(total, 1000);
  }

  @Test
  @DisplayName(
      "A total outage is seen at the end of its first slice, the earliest that slices tell")
  void totalOutage() {
    // The workbook's 51.84 s to 14.4 times, 0.6 s and 129.6 s of other rules all lie within a
    // slice.
    Arrays.fill(good, 288, 294, 0);

    List<BurnRateEpisode> episodes = find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO));

    // Half an hour of outage; then the first good slice is the whole short window.
    assertThat(episodes)
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end)
        .containsExactly(tuple(minute(1445), minute(1475)));
    BurnRateEpisode episode = episodes.get(0);
    // 1,000 bad of the 289 of 289,000 that the window allowed by then.
    assertThat(episode.budgetConsumedAtStart()).isEqualTo(1000.0 / 289.0);
    assertThat(episode.budgetSpentBeforeStart()).isEqualTo(1000.0 / 289.0);
    // Six of twelve slices all bad: a ratio of 0.5, 500 times 0.001.
    assertThat(episode.worstBurnRate()).isEqualTo(500.0);
    // Five more bad slices after the one that fired; at 1475 minutes 295,000 events, 295 allowed.
    assertThat(episode.bad()).isEqualByComparingTo("5000");
    assertThat(episode.budgetConsumedDuring()).isEqualTo(5000.0 / 295.0);
  }

  @Test
  @DisplayName("One window alone resets as late as the workbook says, on slices of a minute")
  void lateReset() {
    // 36 times over an hour takes 2.16 bad minutes, so the third fires; two are left at minute 61,
    // 58 minutes after the outage: the workbook's 57.84 at the next slice end.
    long[] answered = new long[240];
    long[] asked = new long[240];
    Arrays.fill(asked, 100);
    Arrays.fill(answered, 100);
    Arrays.fill(answered, 60, 63, 0);

    List<BurnRateEpisode> episodes =
        find(MINUTE, "0.999", rule("36", HOUR, null, Duration.ZERO), answered, asked);

    assertThat(episodes)
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end)
        .containsExactly(tuple(minute(63), minute(121)));
  }

  @Test
  @DisplayName("35 times never alerts at 36, nor does 36 itself, and 37 does")
  void strictlyFaster() {
    BurnRateRule rule = rule("36", HOUR, null, Duration.ZERO);

    Arrays.fill(good, 965);
    assertThat(find("0.999", rule)).isEmpty();
    Arrays.fill(good, 964);
    assertThat(find("0.999", rule)).isEmpty();
    Arrays.fill(good, 963);
    assertThat(find("0.999", rule))
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end)
        .containsExactly(tuple(minute(5), null));
  }

  @Test
  @DisplayName("One event in 12,000 decides at exactly 14.4 times")
  void oneEventDecides() {
    // An hour of 12,000: 14.4 times a thousandth is 172.8; 172 are not above it, 173 are.
    good[300] = 828;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO))).isEmpty();
    good[300] = 827;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO))).hasSize(1);
    // An hour of 12,000 at 1 % and 1.5 times: exactly 180 are allowed.
    good[300] = 820;
    assertThat(find("0.99", rule("1.5", HOUR, SLICE, Duration.ZERO))).isEmpty();
    good[300] = 819;
    assertThat(find("0.99", rule("1.5", HOUR, SLICE, Duration.ZERO))).hasSize(1);
  }

  @Test
  @DisplayName("Five bad minutes of every ten never alert with a hold of ten")
  void holdNeverReached() {
    for (int i = 288; i < 576; i += 2) {
      good[i] = 0;
    }

    assertThat(find("0.999", rule("14.4", SLICE, null, Duration.ofMinutes(10)))).isEmpty();
    // Without a hold each one does: 144 in the second day.
    assertThat(find("0.999", rule("14.4", SLICE, null, Duration.ZERO))).hasSize(144);
  }

  @Test
  @DisplayName(
      "A hold is over at the slice end so long after the first that burns, or the next one")
  void hold() {
    Arrays.fill(good, 288, 300, 0);

    assertThat(find("0.999", rule("14", HOUR, SLICE, Duration.ofMinutes(10))))
        .extracting(BurnRateEpisode::start)
        .containsExactly(minute(1455));
    assertThat(find("0.999", rule("14", HOUR, SLICE, Duration.ofMinutes(2))))
        .extracting(BurnRateEpisode::start)
        .containsExactly(minute(1450));
  }

  @Test
  @DisplayName("Where nothing was measured an alert neither fires nor resolves")
  void frozen() {
    good[288] = 0;
    Arrays.fill(total, 289, 292, -1);
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO)))
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end)
        .containsExactly(tuple(minute(1445), minute(1465)));

    // A hold makes no progress in a hole: bad, three holes, bad again is two slice ends of three.
    good[292] = 0;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ofMinutes(10)))).isEmpty();
    good[293] = 0;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ofMinutes(10))))
        .extracting(BurnRateEpisode::start)
        .containsExactly(minute(1470));
  }

  @Test
  @DisplayName("An alert of what fell silent ends for want of data, a long window later")
  void silent() {
    Arrays.fill(good, 288, 576, 0);
    Arrays.fill(total, 300, 576, -1);

    // The last slice was measured until minute 1500.
    List<BurnRateEpisode> episodes = find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO));
    assertThat(episodes)
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end, BurnRateEpisode::state)
        .containsExactly(tuple(minute(1445), minute(1560), EpisodeState.ENDED_WITHOUT_DATA));
    assertThat(episodes.get(0).bad()).isEqualByComparingTo("11000");

    // With one window nothing is left to tell as soon as that is empty.
    assertThat(find("0.999", rule("14.4", HOUR, null, Duration.ZERO)))
        .extracting(BurnRateEpisode::end, BurnRateEpisode::state)
        .containsExactly(tuple(minute(1560), EpisodeState.ENDED_WITHOUT_DATA));
  }

  @Test
  @DisplayName("A hold begins anew when nothing was measured for a long window")
  void holdWithoutData() {
    good[288] = 0;
    Arrays.fill(total, 289, 300, -1);
    good[300] = 0;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, SLICE)))
        .extracting(BurnRateEpisode::start)
        .containsExactly(minute(1505));

    // One hole more, and the hour before the next slice is empty.
    total[300] = -1;
    good[301] = 0;
    assertThat(find("0.999", rule("14.4", HOUR, SLICE, SLICE))).isEmpty();
  }

  @Test
  @DisplayName(
      "A version with other slices ends what is firing, and its own alert begins behind it")
  void replaced() {
    Arrays.fill(good, 288, 576, 0);
    SloDefinition events = slo(BudgetingMethod.OCCURRENCES, "0.999", rolling("28d"));
    SloDefinition slices =
        SloVersions.from(minute(2160), BudgetingMethod.TIMESLICES, MissingRule.UNKNOWN, events);
    MeasuredSlo measured = measured(events, slices);

    // 143 bad slices of 1,000 events behind the first one, and 143 as slices.
    assertThat(
            BurnRateEpisodes.find(
                Judgement.of(measured, "Good"),
                rule("14.4", HOUR, SLICE, Duration.ZERO),
                minute(2880),
                null))
        .extracting(
            BurnRateEpisode::start,
            BurnRateEpisode::end,
            BurnRateEpisode::state,
            BurnRateEpisode::bad)
        .containsExactly(
            tuple(
                minute(1445),
                minute(2160),
                EpisodeState.ENDED_BY_DEFINITION,
                new BigDecimal("143000")),
            tuple(minute(2165), null, EpisodeState.OPEN, new BigDecimal("143")));
  }

  @Test
  @DisplayName("The burn of a composite's parts adds up, and fires where no part's own does")
  void composite() {
    // An hour at 10 times the first part's budget, and at 5 times the second's, which counts twice.
    MeasuredSlo slo = tenAndTwiceFive(240, 180);

    assertThat(ofPart(slo, "part 0")).isEmpty();
    assertThat(ofPart(slo, "part 1")).isEmpty();
    List<BurnRateEpisode> episodes = ofPart(slo, Composite.NAME);

    // 20 times over 44 minutes of 60 is above 14.4, over 43 not; at minute 182 the last five
    // minutes hold three that burned: 12.
    assertThat(episodes)
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end, BurnRateEpisode::state)
        .containsExactly(tuple(minute(164), minute(182), EpisodeState.ENDED));
    BurnRateEpisode episode = episodes.get(0);
    assertThat(episode.worstBurnRate()).isEqualTo(20.0);
    // 440 of 164 and twice 2,200 of 1,640.
    assertThat(episode.budgetConsumedAtStart()).isEqualTo(880.0 / 164.0);
    assertThat(episode.budgetSpentBeforeStart()).isEqualTo(880.0 / 164.0);
    // In 18 minutes 160 of 18 and twice 800 of 180, of a thousandth of 36,000.
    assertThat(episode.bad().setScale(9, RoundingMode.HALF_EVEN)).isEqualByComparingTo("640");
    // All by minute 182: 160 of 182 and twice 800 of 1,820.
    assertThat(episode.budgetConsumedDuring()).isEqualTo(320.0 / 182.0);
  }

  @Test
  @DisplayName("A composite does not resolve while a part is unknown, and ends without its data")
  void compositeWithoutPart() {
    // The second part is silent from minute 170 on; the first alone burns 10 times to the end.
    assertThat(ofPart(tenAndTwiceFive(170, 240), Composite.NAME))
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end, BurnRateEpisode::state)
        .containsExactly(tuple(minute(164), minute(230), EpisodeState.ENDED_WITHOUT_DATA));
  }

  private static MeasuredSlo tenAndTwiceFive(int silentFrom, int badUntil) {
    long[] first = new long[240];
    long[] second = new long[240];
    long[] all = new long[240];
    long[] some = new long[240];
    for (int minute = 0; minute < 240; minute++) {
      boolean burns = minute >= 120 && minute < badUntil;
      first[minute] = burns ? 990 : 1000;
      second[minute] = burns ? 950 : 1000;
      all[minute] = 1000;
      some[minute] = minute < silentFrom ? 1000 : -1;
    }
    return Parts.by(BudgetingMethod.OCCURRENCES)
        .part("0.999", "1", first, all)
        .part("0.99", "2", second, some)
        .measured(rolling("28d"));
  }

  private static List<BurnRateEpisode> ofPart(MeasuredSlo slo, String objective) {
    return BurnRateEpisodes.find(
        Judgement.of(slo, objective), rule("14.4", HOUR, SLICE, Duration.ZERO), minute(240), null);
  }

  @Test
  @DisplayName("A slice without traffic was measured: it burns nothing and resolves")
  void idleResolves() {
    good[288] = 0;
    total[289] = 0;
    good[289] = 0;

    assertThat(find("0.999", rule("14.4", HOUR, SLICE, Duration.ZERO)))
        .extracting(BurnRateEpisode::end)
        .containsExactly(minute(1450));
  }

  @Test
  @DisplayName(
      "With target 1 any bad event burns infinitely fast, and no share of a budget is told")
  void targetOne() {
    good[288] = 999;

    List<BurnRateEpisode> episodes = find("1", rule("14.4", HOUR, SLICE, Duration.ZERO));

    assertThat(episodes)
        .containsExactly(
            new BurnRateEpisode(
                minute(1445),
                minute(1450),
                EpisodeState.ENDED,
                null,
                null,
                null,
                BigDecimal.ZERO,
                null));
  }

  @Test
  @DisplayName("An episode that lasts has no end, and what comes later is not known yet")
  void asOf() {
    Arrays.fill(good, 288, 294, 0);
    SloDefinition slo = slo(BudgetingMethod.OCCURRENCES, "0.999", rolling("28d"));
    ObjectiveLedger ledger = ledger(slo, timeline(SLICE, good, total));

    List<BurnRateEpisode> episodes =
        BurnRateEpisodes.find(
            always(slo, ledger), rule("14.4", HOUR, SLICE, Duration.ZERO), minute(1459), null);

    assertThat(episodes)
        .extracting(BurnRateEpisode::start, BurnRateEpisode::end, BurnRateEpisode::bad)
        .containsExactly(tuple(minute(1445), null, new BigDecimal("2000")));
  }

  @Test
  @DisplayName("Windows that slices do not make are refused with the reason")
  void refused() {
    BurnRateRule rule = rule("14", HOUR, Duration.ofMinutes(2), Duration.ZERO);

    assertThat(BurnRateEpisodes.refusal(rule, SLICE))
        .contains(
            "The rule test page 14 over 1h and 2m is not evaluated: its window of 2m is no whole"
                + " number of slices of 5m");
    assertThat(BurnRateEpisodes.refusal(rule, MINUTE)).isEmpty();
    good[300] = 0;
    assertThat(find("0.999", rule)).isEmpty();
  }

  @Test
  @DisplayName("A target that changes counts for each slice from its own beginning")
  void datedTarget() {
    // 20 of 1,000 are bad all the time: twice the budget at 0.99, 20 times at 0.999 from noon on.
    Arrays.fill(good, 980);
    Instant noon = minute(1440 + 720);
    SloDefinition first = slo(BudgetingMethod.OCCURRENCES, "0.99", rolling("28d"));
    SloDefinition second = SloVersions.from(noon, "0.999", first);
    MeasuredSlo measured = measured(first, second);

    // Over an hour of which n slices are new: 240 bad of (12 - n) * 10 + n * 1 allowed. 14.4 times
    // that is below 240 when 120 - 9 n < 16.67: from the twelfth on.
    assertThat(
            BurnRateEpisodes.find(
                Judgement.of(measured, "Good"),
                rule("14.4", HOUR, SLICE, Duration.ZERO),
                minute(2880),
                null))
        .extracting(BurnRateEpisode::start)
        .containsExactly(noon.plus(HOUR));
  }

  private MeasuredSlo measured(SloDefinition... versions) {
    String measure = versions[0].objectives().get(0).measure();
    return new MeasuredSlo(
        new SloHistory(List.of(versions)),
        Grouping.WHOLE,
        Map.of(measure, timeline(SLICE, good, total)),
        List.of());
  }

  private List<BurnRateEpisode> find(String target, BurnRateRule rule) {
    return find(SLICE, target, rule, good, total);
  }

  private static List<BurnRateEpisode> find(
      Duration slice, String target, BurnRateRule rule, long[] good, long[] total) {
    SloDefinition slo = slo(BudgetingMethod.OCCURRENCES, target, rolling("28d"));
    ObjectiveLedger ledger = ledger(slo, timeline(slice, good, total));
    // As of the end of the slices.
    Instant asOf = START.plus(slice.multipliedBy(good.length));
    return BurnRateEpisodes.find(always(slo, ledger), rule, asOf, null);
  }

  private static List<Judgement> always(SloDefinition slo, ObjectiveLedger ledger) {
    return List.of(new Judgement("Good", Instant.MIN, Instant.MAX, slo, ledger));
  }

  private static BurnRateRule rule(
      String factor, Duration longWindow, @Nullable Duration shortWindow, Duration hold) {
    return new BurnRateRule("test", "page", longWindow, shortWindow, new BigDecimal(factor), hold);
  }

  private static Instant minute(long minutes) {
    return START.plus(MINUTE.multipliedBy(minutes));
  }
}
