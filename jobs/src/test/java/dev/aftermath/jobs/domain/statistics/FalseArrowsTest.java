package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Arrows over simulated years")
class FalseArrowsTest {
  /** The threshold of arrows was set on this one. */
  private static final long SET_ON = 20_261_129;

  /** Drawn after the threshold was set. */
  private static final long NOT_SEEN = 31_415_926;

  private static final int RUNS = 1_000;
  private static final int YEAR = 52;

  /** As long as the longest comparison looks back. */
  private static final int LEAD_IN = 1 + BehaviourChart.BASELINE_WEEKS + 4;

  @ParameterizedTest(
      name = "{1} incidents a week, {2} weeks of history before, {3} times {4} years, seed {0}")
  @CsvSource({
    SET_ON + ", 20, 31, 100, 10",
    SET_ON + ", 100, 31, 100, 10",
    SET_ON + ", 20, 0, 300, 1",
    NOT_SEEN + ", 20, 31, 100, 10",
    NOT_SEEN + ", 100, 31, 100, 10",
    NOT_SEEN + ", 20, 0, 300, 1"
  })
  @DisplayName("in fewer than 1 % of the weeks of 1,000 years without a change has any figure one")
  void falseArrows(long seed, double incidentsPerWeek, int leadIn, int histories, int years) {
    int weeks = years * YEAR;
    long weeksWithArrow =
        new SplittableRandom(seed)
            .splits(histories)
            .parallel()
            .mapToLong(
                random ->
                    weeksWithArrow(new SimulatedYears(random, incidentsPerWeek), leadIn, weeks))
            .sum();
    double part = (double) weeksWithArrow / (histories * weeks);
    assertThat(part)
        .as("%.0f a week, %d weeks of history before", incidentsPerWeek, leadIn)
        .isBetween(0.001, 0.009);
  }

  private static long weeksWithArrow(SimulatedYears history, int leadIn, int weeks) {
    history.simulate(leadIn + weeks, Integer.MAX_VALUE, 1);
    return IntStream.range(leadIn, leadIn + weeks).filter(history::hasArrow).count();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {SET_ON, NOT_SEEN})
  @DisplayName(
      "a rise of durations by half at 100 incidents a week is marked within 6 weeks in 90 %")
  void plantedRise(long seed) {
    SimulatedYears years = new SimulatedYears(new SplittableRandom(seed), 100);
    int marked = 0;
    for (int run = 0; run < RUNS; run++) {
      years.simulate(LEAD_IN + 6, LEAD_IN, 1.5);
      for (int week = LEAD_IN; week < LEAD_IN + 6; week++) {
        if (years.showsLongerResolution(week)) {
          marked++;
          break;
        }
      }
    }
    assertThat(marked).as("of 1,000 runs").isGreaterThanOrEqualTo(900);
  }

  @Test
  @DisplayName(
      "at 20 incidents a week the rise by half is below what can be seen, and that is said")
  void outOfReach() {
    SimulatedYears years = new SimulatedYears(new SplittableRandom(SET_ON), 20);
    years.simulate(LEAD_IN + 1, Integer.MAX_VALUE, 1);

    assertThat(years.resolution(LEAD_IN).detectableChange().orElseThrow()).isGreaterThan(0.5);
  }
}
