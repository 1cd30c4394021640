package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An interval of 95 % holds the truth in 90 to 97 % of simulated weeks")
class IntervalCoverageTest {
  private static final int WEEKS = 10_000;

  /** 70 minutes in milliseconds, so that rounding to whole units plays no part. */
  private static final double MEDIAN = 4_200_000;

  /** The standard normal quantile that leaves 10 % above it. */
  private static final double NORMAL_P90 = 1.2815515655446004;

  private final Random random = new Random(20_261_129);

  @ParameterizedTest(name = "median of {0} log-normal durations, sigma {1}")
  @CsvSource({
    "8, 0.5",
    "8, 1.25",
    "8, 2",
    "20, 0.5",
    "20, 1.25",
    "20, 2",
    "100, 0.5",
    "100, 1.25",
    "100, 2"
  })
  void median(int n, double sigma) {
    QuantileRanks ranks = QuantileRanks.of(n, 0.5).orElseThrow();

    assertThat(coverage(n, sigma, MEDIAN, ranks::among)).isBetween(0.90, 0.97);
  }

  @ParameterizedTest(name = "90th percentile of {0} log-normal durations, sigma {1}")
  @CsvSource({"36, 1.25", "100, 0.5", "100, 1.25", "100, 2"})
  void ninetiethPercentile(int n, double sigma) {
    QuantileRanks ranks = QuantileRanks.of(n, 0.9).orElseThrow();

    assertThat(coverage(n, sigma, MEDIAN * Math.exp(NORMAL_P90 * sigma), ranks::among))
        .isBetween(0.90, 0.97);
  }

  @ParameterizedTest(name = "geometric mean of {0} log-normal durations, sigma {1}")
  @CsvSource({
    "8, 0.5",
    "8, 1.25",
    "8, 2",
    "20, 0.5",
    "20, 1.25",
    "20, 2",
    "100, 0.5",
    "100, 1.25",
    "100, 2"
  })
  void geometricMean(int n, double sigma) {
    assertThat(
            coverage(
                n,
                sigma,
                MEDIAN,
                sorted -> GeometricMean.ofSorted(sorted).orElseThrow().interval().orElseThrow()))
        .isBetween(0.90, 0.97);
  }

  @ParameterizedTest(name = "share of {1} of {0} incidents")
  @CsvSource({"8, 0.6", "8, 0.9", "20, 0.6", "20, 0.9", "100, 0.6", "100, 0.9", "100, 0.97"})
  void share(int n, double truth) {
    int held = 0;
    for (int week = 0; week < WEEKS; week++) {
      int having = 0;
      for (int i = 0; i < n; i++) {
        having += random.nextDouble() < truth ? 1 : 0;
      }
      held += holds(new Share(having, n).interval(), truth) ? 1 : 0;
    }
    assertThat((double) held / WEEKS).isBetween(0.90, 0.97);
  }

  @Test
  @DisplayName("a median has one from 6 values on, a 90th percentile from 36 on")
  void tooFew() {
    assertThat(QuantileRanks.of(5, 0.5)).isEmpty();
    assertThat(QuantileRanks.of(6, 0.5)).isPresent();
    assertThat(QuantileRanks.of(35, 0.9)).isEmpty();
    assertThat(QuantileRanks.of(36, 0.9)).isPresent();
    assertThat(GeometricMean.ofSorted(new long[] {1, 2, 3, 4}).orElseThrow().interval()).isEmpty();
  }

  private double coverage(int n, double sigma, double truth, Function<long[], Bounds> interval) {
    int held = 0;
    for (int week = 0; week < WEEKS; week++) {
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        values[i] = Math.round(MEDIAN * Math.exp(sigma * random.nextGaussian()));
      }
      Arrays.sort(values);
      held += holds(interval.apply(values), truth) ? 1 : 0;
    }
    return (double) held / WEEKS;
  }

  private static boolean holds(Bounds bounds, double truth) {
    return bounds.lower() <= truth && truth <= bounds.upper();
  }
}
