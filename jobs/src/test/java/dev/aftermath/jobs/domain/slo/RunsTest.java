package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The background of bad slices")
class RunsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  @DisplayName("is the median of the hours' ratios")
  void odd() {
    assertThat(background(hour("9", "10"), hour("98", "100"), hour("7", "10")))
        .isEqualByComparingTo("0.1");
  }

  @Test
  @DisplayName("is the lower of the two in the middle")
  void even() {
    assertThat(background(hour("9", "10"), hour("98", "100"), hour("7", "10"), hour("995", "1000")))
        .isEqualByComparingTo("0.02");
  }

  @Test
  @DisplayName("is 0 where most hours have more good events than events")
  void negative() {
    assertThat(background(hour("11", "10"), hour("12", "10"), hour("7", "10")))
        .isEqualByComparingTo("0");
  }

  @Test
  @DisplayName("tells ratios apart that are equal as doubles")
  void nearlyEqual() {
    // Bad are 1/3 to 16 decimals: as doubles the three ratios are the same.
    assertThat(
            background(
                hour("666666666.666666668", "1000000000"),
                hour("666666666.666666666", "1000000000"),
                hour("666666666.666666667", "1000000000")))
        .isEqualByComparingTo("0.333333333333333333");
  }

  @Test
  @DisplayName("is the median of the exact ratios of any hours")
  void anyHours() {
    SplittableRandom random = new SplittableRandom(11);
    for (int world = 0; world < 300; world++) {
      List<Slice> hours = new ArrayList<>();
      List<BigDecimal> ratios = new ArrayList<>();
      int count = random.nextInt(1, 24);
      int most = random.nextInt(1, 6);
      for (int i = 0; i < count; i++) {
        BigDecimal total = BigDecimal.valueOf(random.nextInt(1, 4) * 100_000_000_000L, 9);
        BigDecimal bad = BigDecimal.valueOf(random.nextInt(-1, most), random.nextInt(2) * 9);
        hours.add(hour(total.subtract(bad).toPlainString(), total.toPlainString()));
        ratios.add(bad.divide(total, 18, RoundingMode.HALF_EVEN));
      }
      ratios.sort(null);
      assertThat(background(hours.toArray(Slice[]::new)))
          .as("world %s", world)
          .isEqualByComparingTo(ratios.get((count - 1) / 2).max(BigDecimal.ZERO));
    }
  }

  private static Slice hour(String good, String total) {
    return new Slice(START, new BigDecimal(good), new BigDecimal(total), BigDecimal.ZERO);
  }

  private static BigDecimal background(Slice... hours) {
    List<Slice> slices = new ArrayList<>();
    for (Slice each : hours) {
      Instant start = START.plus(Duration.ofHours(slices.size()));
      slices.add(new Slice(start, each.good(), each.total(), each.undecided()));
    }
    boolean[] none = new boolean[hours.length];
    return new Runs(SliceTimeline.of(Duration.ofHours(1), slices), none, none).background();
  }
}
