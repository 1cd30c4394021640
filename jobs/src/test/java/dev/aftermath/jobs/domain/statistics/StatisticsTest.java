package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.statistics.ChangeOfMean.Group;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Figures over few incidents")
class StatisticsTest {

  @Test
  @DisplayName("Quantiles of 10, 20, 30, 40 by type 7: median 25, 80th percentile 34")
  void quantiles() {
    long[] values = {10, 20, 30, 40};

    assertThat(Quantiles.ofSorted(values, 0.5)).isEqualTo(25);
    assertThat(Quantiles.ofSorted(values, 0.8)).isEqualTo(34, close());
    assertThat(Quantiles.ofSorted(values, 0)).isEqualTo(10);
    assertThat(Quantiles.ofSorted(values, 1)).isEqualTo(40);
  }

  @Test
  @DisplayName("One outage of 29.5 h among six of minutes: median 6 min, geometric mean 16.4 min")
  void oneLongOutage() {
    long[] minutes = {4, 5, 5, 6, 7, 43, 1_774};

    assertThat(Quantiles.ofSorted(minutes, 0.5)).isEqualTo(6);
    assertThat(GeometricMean.ofSorted(minutes).orElseThrow().value()).isEqualTo(16.4, within(0.05));
  }

  @Test
  @DisplayName("The interval of the median of 8 values ends near the second and the seventh")
  void medianInterval() {
    // Below the first 1/256, below the second 9/256; 2.5 % lies 0.9356 of the way between them.
    Bounds bounds =
        QuantileRanks.of(8, 0.5).orElseThrow().among(new long[] {10, 20, 30, 40, 50, 60, 70, 80});

    assertThat(bounds.lower()).isEqualTo(19.356, within(0.001));
    assertThat(bounds.upper()).isEqualTo(70.644, within(0.001));
  }

  @Test
  @DisplayName(
      "The interval of the median of a million values has its ends 980 ranks from the middle")
  void medianOfMany() {
    long[] values = new long[1_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1L;
    }

    Bounds bounds = QuantileRanks.of(values.length, 0.5).orElseThrow().among(values);

    assertThat(bounds.lower()).isEqualTo(499_020.5, within(1.0));
    assertThat(bounds.upper()).isEqualTo(500_980.5, within(1.0));
  }

  @Test
  @DisplayName("The interval of a geometric mean is Student's t on logarithms, and 0 counts as 1")
  void geometricInterval() {
    // Logarithms to base 2: 1 to 5, mean 3, deviation 1.5811, t(4) = 2.7764: 3 ± 1.9632.
    GeometricMean mean = GeometricMean.ofSorted(new long[] {2, 4, 8, 16, 32}).orElseThrow();

    assertThat(mean.value()).isEqualTo(8, close());
    assertThat(Math.log(mean.interval().orElseThrow().upper()) / Math.log(2))
        .isEqualTo(4.9632, within(0.002));
    assertThat(Math.log(mean.interval().orElseThrow().lower()) / Math.log(2))
        .isEqualTo(1.0368, within(0.002));
    assertThat(GeometricMean.ofSorted(new long[] {0, 4, 8, 16, 32}).orElseThrow().value())
        .isEqualTo(Math.pow(2, 14 / 5.0), close());
  }

  @Test
  @DisplayName("8 of 10 are 49 to 94 % by Wilson, none of 10 up to 28 %")
  void share() {
    assertThat(new Share(8, 10).interval().lower()).isEqualTo(0.4902, within(0.0001));
    assertThat(new Share(8, 10).interval().upper()).isEqualTo(0.9433, within(0.0001));
    assertThat(new Share(0, 10).interval().lower()).isZero();
    assertThat(new Share(0, 10).interval().upper()).isEqualTo(0.2775, within(0.0001));
    assertThat(new Share(10, 10).interval().upper()).isEqualTo(1);
  }

  @Test
  @DisplayName("10 events are expected 4.8 to 18.4, none up to 3.7")
  void count() {
    // The exact limits are 4.795, 18.390 and 3.689.
    assertThat(new EventCount(10).interval().lower()).isEqualTo(4.795, within(0.01));
    assertThat(new EventCount(10).interval().upper()).isEqualTo(18.390, within(0.01));
    assertThat(new EventCount(0).interval().lower()).isZero();
    assertThat(new EventCount(0).interval().upper()).isEqualTo(3.689, within(0.04));
  }

  @Test
  @DisplayName("Remissions of 21 patients, 12 of them not over: the median is 23 weeks")
  void kaplanMeier() {
    // Freireich and others, Blood 21, 1963: the arm treated with 6-mercaptopurine.
    long[] ended = {6, 6, 6, 7, 10, 13, 16, 22, 23};
    long[] open = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};

    assertThat(KaplanMeier.median(ended, open)).hasValue(23);
  }

  @Test
  @DisplayName("Without open incidents the Kaplan–Meier median is the median")
  void nothingOpen() {
    assertThat(KaplanMeier.median(new long[] {10, 20, 30, 40}, new long[0])).hasValue(25);
    assertThat(KaplanMeier.median(new long[] {10, 20, 90}, new long[0])).hasValue(20);
  }

  @Test
  @DisplayName("Of two short incidents and three that stay open nobody knows the median")
  void mostOpen() {
    assertThat(KaplanMeier.median(new long[] {10, 20}, new long[] {500, 600, 700})).isEmpty();
    assertThat(KaplanMeier.median(new long[0], new long[0])).isEmpty();
  }

  @Test
  @DisplayName("A mean rises by 104 s: 84 by the longest, 20 by the mix, none within")
  void changeOfMean() {
    // Before: 2 of 100 s and 8 of 50 s. After: 6 of 100 s, 4 of 50 s, and one of 1,000 s.
    ChangeOfMean change =
        ChangeOfMean.between(
                Map.of("P1", new Group(2, 200), "P2", new Group(8, 400)),
                Map.of("P1", new Group(7, 1_600), "P2", new Group(4, 200)),
                1_000,
                "P1")
            .orElseThrow();

    assertThat(change).isEqualTo(new ChangeOfMean(104, 84, 20, 0, 80));
  }

  @Test
  @DisplayName("A priority that the week before did not have is mix")
  void newGroup() {
    ChangeOfMean change =
        ChangeOfMean.between(
                Map.of("P2", new Group(4, 200)),
                Map.of("P1", new Group(5, 500), "P2", new Group(4, 240)),
                100,
                "P1")
            .orElseThrow();

    // Without one of 100 s: 640 / 8 = 80. Half are new: 0.5 × 100 − 0.5 × (50 + 60) / 2 = 22.5.
    assertThat(change).isEqualTo(new ChangeOfMean(32, 2, 23, 7, 80));
  }

  @Test
  @DisplayName("A week of one incident has no change to explain")
  void oneIncident() {
    assertThat(
            ChangeOfMean.between(
                Map.of("P2", new Group(4, 200)), Map.of("P2", new Group(1, 50)), 50, "P2"))
        .isEmpty();
  }

  private static Offset<Double> close() {
    return within(1e-9);
  }
}
