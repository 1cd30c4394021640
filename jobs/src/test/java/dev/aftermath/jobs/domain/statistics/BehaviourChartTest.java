package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.statistics.Signal.Direction;
import dev.aftermath.jobs.domain.statistics.Signal.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A process-behaviour chart")
class BehaviourChartTest {
  private static final Signal UP = new Signal(Rule.WEEK, Direction.UP);
  private static final Signal DOWN = new Signal(Rule.WEEK, Direction.DOWN);

  @Test
  @DisplayName("after 26 weeks without an event marks three in a week, but not two")
  void rareEvents() {
    // By chance all of them in the 27th week: (1/27)³ = 0.00005, (1/27)² = 0.0014.
    assertThat(counts(0L, 27, 3L).signal()).hasValue(UP);
    assertThat(counts(0L, 27, 2L).signal()).isEmpty();
    assertThat(counts(0L, 27, 2L).usual()).hasValue(new Bounds(0, 2));
    assertThat(counts(0L, 27, 2L).baselineWeekCount()).isEqualTo(26);
  }

  @Test
  @DisplayName("marks a slow rise by four weeks together")
  void slowRise() {
    // Five of five in 4 of 30 weeks by chance: (4/30)⁵ = 0.00004; three of three: 0.0024.
    assertThat(counts(0L, 27, 1L, 1L, 2L, 1L).signal())
        .hasValue(new Signal(Rule.FOUR_WEEKS, Direction.UP));
    assertThat(counts(0L, 27, 0L, 1L, 1L, 1L).signal()).isEmpty();
  }

  @Test
  @DisplayName("draws no arrow for four weeks when the week itself is back where it was")
  void backToNormal() {
    assertThat(counts(0L, 27, 2L, 2L, 2L, 0L).signal()).isEmpty();
  }

  @Test
  @DisplayName("widens its limits where weeks vary more than events do")
  void overdispersed() {
    List<Long> steady = new ArrayList<>(Collections.nCopies(27, 25L));
    List<Long> unsteady = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      unsteady.add(i % 2 == 0 ? 10L : 40L);
    }
    steady.add(60L);
    unsteady.add(60L);

    assertThat(new CountChart().last(steady).signal()).hasValue(UP);
    assertThat(new CountChart().last(unsteady).signal()).isEmpty();
  }

  @Test
  @DisplayName("says nothing with five weeks to compare with, of which the first is never one")
  void tooFewWeeks() {
    assertThat(counts(20L, 6, 100L)).isEqualTo(Assessment.NONE);
    assertThat(counts(20L, 7, 100L).signal()).hasValue(UP);
    assertThat(new CountChart().last(List.of())).isEqualTo(Assessment.NONE);
  }

  @Test
  @DisplayName("of shares marks three failures of ten after 260 successes, but not two")
  void shares() {
    // All failures in the week by chance: 120 / 3,244,140 = 0.00004; 45 / 36,315 = 0.0012.
    List<Share> weeks = new ArrayList<>(Collections.nCopies(27, new Share(10, 10)));
    weeks.add(new Share(7, 10));
    assertThat(new ShareChart().last(weeks).signal()).hasValue(DOWN);
    weeks.set(27, new Share(8, 10));
    assertThat(new ShareChart().last(weeks).signal()).isEmpty();
    weeks.set(27, new Share(0, 0));
    assertThat(new ShareChart().last(weeks)).isEqualTo(Assessment.NONE);
  }

  @Test
  @DisplayName("of medians marks one four standard errors away, none over 19 incidents")
  void medians() {
    // An interval from a half to the double: an error of ln 2 / 1.96 = 0.3537 at n = 20. Against 26
    // weeks it is 0.3604, and 4 of those e^1.4416 = 4.228 times.
    assertThat(medians(20, 4.228).signal()).hasValue(UP);
    assertThat(medians(20, 1 / 4.228).signal()).hasValue(DOWN);
    assertThat(medians(20, 3.2).signal()).isEmpty();
    assertThat(medians(19, 9.0).signal()).isEmpty();
    assertThat(medians(20, 1.0).usual().orElseThrow().upper())
        .isEqualTo(600 * Math.exp(3.2905 * 0.3604), within(1.0));
    // Four weeks of 20: an error of 0.3537 × √(1/4 + 1/26) = 0.1900; e^(4.1321 × 0.1900) − 1.
    assertThat(medians(20, 1.0).detectableChange().orElseThrow()).isEqualTo(1.193, within(0.005));
  }

  @Test
  @DisplayName("of a stock takes slow waves for usual")
  void stocks() {
    // From 60 down to 0 and up to 65: neighbours differ by 5, less than chance; the spread is 19.
    List<Long> wave = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      wave.add(5L * Math.abs(13 - i));
    }
    wave.add(80L);

    assertThat(new CountChart().last(wave).signal()).hasValue(UP);
    assertThat(new StockChart().last(wave).signal()).isEmpty();
    assertThat(new StockChart().last(wave).baselineWeekCount()).isEqualTo(26);
  }

  private static Assessment counts(long usual, int weeks, Long... then) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(weeks, usual));
    counts.addAll(Arrays.asList(then));
    return new CountChart().last(counts);
  }

  private static Assessment medians(long n, double factor) {
    List<WeeklyMedian> weeks =
        new ArrayList<>(
            Collections.nCopies(27, WeeklyMedian.of(20, 600.0, new Bounds(300, 1_200))));
    weeks.add(WeeklyMedian.of(n, 600 * factor, null));
    return new MedianChart().last(weeks);
  }
}
