package dev.aftermath.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The version of a lake table")
class TableVersionTest {
  @Test
  @DisplayName("is a number, the first one 0")
  void written() {
    assertThat(new TableVersion("gold.kpi_values", 0).words()).isEqualTo("0");
  }

  @Test
  @DisplayName("is said to lack where the table was never written")
  void neverWritten() {
    assertThat(new TableVersion("gold.restatements", -1).words()).isEqualTo("never written");
  }
}
