package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.alert.AlertQualityRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The rule by which the quality of alerts is measured")
class AlertSettingsTest {
  @Test
  @DisplayName("is shipped as the usual one, which holds without a file too")
  void shipped(@TempDir Path folder) throws IOException {
    assertThat(AlertSettings.read(Path.of("../conf/alerts.yaml")))
        .isEqualTo(AlertQualityRule.USUAL)
        .isEqualTo(AlertSettings.read(folder.resolve("alerts.yaml")));
  }

  @Test
  @DisplayName("is refused with all that is wrong in it, each at its place")
  void wrong(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("alerts.yaml"),
            "flapping: {firings: 1, within: soon}\nshort_live: 5m\n");

    assertThatThrownBy(() -> AlertSettings.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("alerts.yaml:1:21: Invalid firings: \"1\" (must be a whole number")
        .hasMessageContaining("alerts.yaml:1:32: Invalid within: \"soon\"")
        .hasMessageContaining("alerts.yaml:2:1: Unknown key \"short_live\"; did you mean");
  }
}
