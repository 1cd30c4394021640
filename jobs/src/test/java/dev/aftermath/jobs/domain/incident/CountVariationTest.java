package dev.aftermath.jobs.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CountVariationTest {

  @Test
  @DisplayName("Weeks with 25 incidents on average vary between 10 and 40 without a cause")
  void limits() {
    CountVariation variation = CountVariation.of(List.of(20L, 30L, 25L, 24L, 26L));

    assertThat(variation).isEqualTo(new CountVariation(5, 10, 40));
    assertThat(variation.compare(40)).isEqualTo(CountVariation.Position.WITHIN);
    assertThat(variation.compare(41)).isEqualTo(CountVariation.Position.ABOVE);
    assertThat(variation.compare(9)).isEqualTo(CountVariation.Position.BELOW);
  }

  @Test
  @DisplayName("Four weeks are too few to call anything a change")
  void tooFewWeeks() {
    assertThat(CountVariation.of(List.of(1L, 1L, 1L, 1L)).compare(100))
        .isEqualTo(CountVariation.Position.TOO_FEW_WEEKS);
  }

  @Test
  @DisplayName("A quiet service has no lower limit below zero")
  void quietService() {
    assertThat(CountVariation.of(List.of(1L, 0L, 2L, 1L, 1L)))
        .isEqualTo(new CountVariation(5, 0, 4));
  }
}
