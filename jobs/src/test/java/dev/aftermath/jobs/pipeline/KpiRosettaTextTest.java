package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A figure beside another product's")
class KpiRosettaTextTest {
  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "6872.653846153846, 6872.654",
    "-6.269230769230769, -6.269231",
    "450117.1666666667, 450117.2",
    "0.9967213114754099, 0.9967213",
    "1269.0, 1269",
    "31536001.4, 31536001",
    "0.0000123456789, 0.00001234568",
    "0.0, 0"
  })
  @DisplayName("is shown with seven digits that count, or with all before the point")
  void digits(double figure, String text) {
    assertThat(KpiRosettaText.shown(figure)).hasToString(text);
  }
}
