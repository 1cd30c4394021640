package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Exact tests")
class ExactTestsTest {
  private static final Offset<Double> EXACTLY = Offset.offset(1e-12);

  @Test
  @DisplayName("give twice the smaller tail of the binomial, at most 1")
  void binomial() {
    assertThat(ExactTests.binomial(3, 3, 0.25)).isCloseTo(2 / 64.0, EXACTLY);
    assertThat(ExactTests.binomial(0, 4, 0.5)).isCloseTo(2 / 16.0, EXACTLY);
    assertThat(ExactTests.binomial(1, 2, 0.5)).isEqualTo(1);
    assertThat(ExactTests.binomial(0, 0, 0.25)).isEqualTo(1);
  }

  @Test
  @DisplayName("give Fisher's upper tail: three of four cups right by chance")
  void fisher() {
    // The lady tasting tea: (16 + 1) of 70.
    assertThat(ExactTests.fisherAtLeast(new Share(3, 4), new Share(1, 4)))
        .isCloseTo(17 / 70.0, EXACTLY);
    assertThat(ExactTests.fisherAtLeast(new Share(0, 4), new Share(1, 4))).isEqualTo(1);
  }
}
