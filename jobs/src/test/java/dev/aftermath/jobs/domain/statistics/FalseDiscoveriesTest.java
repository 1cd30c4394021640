package dev.aftermath.jobs.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {
  @Test
  @DisplayName("Each chance is multiplied by how many are as small, and never worse than the next")
  void shares() {
    // Ascending: 0.01 * 4 / 1, 0.02 * 4 / 2, 0.03 * 4 / 3, 0.5 * 4 / 4.
    assertThat(FalseDiscoveries.shares(new double[] {0.5, 0.01, 0.03, 0.02}))
        .containsExactly(new double[] {0.5, 0.04, 0.04, 0.04}, offset(1e-12));
    assertThat(FalseDiscoveries.shares(new double[] {0.9, 0.04, 0.001}))
        .containsExactly(new double[] {0.9, 0.06, 0.003}, offset(1e-12));
    assertThat(FalseDiscoveries.shares(new double[0])).isEmpty();
  }

  @Test
  @DisplayName("Fisher's lady tells all eight cups of tea right in one case of seventy")
  void fisher() {
    assertThat(FisherTest.chanceOfSoMany(new Share(4, 4), new Share(0, 4)))
        .isCloseTo(1.0 / 70, offset(1e-12));
    assertThat(FisherTest.chanceOfSoMany(new Share(3, 4), new Share(1, 4)))
        .isCloseTo(17.0 / 70, offset(1e-12));
    assertThat(FisherTest.chanceOfSoMany(new Share(0, 0), new Share(1, 4))).isEqualTo(1);
  }
}
