package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The rule that tells deployments from other changes")
class DeliveryRulesTest {
  @Test
  @DisplayName("that is shipped takes deployments and releases, and looks back four hours")
  void shipped() throws IOException {
    assertThat(DeliveryRules.read(Path.of("../conf/deployments.yaml")))
        .isEqualTo(
            new DeliveryRule(
                List.of("deployment", "release"), List.of("emergency"), Duration.ofHours(4)));
  }

  @Test
  @DisplayName("takes nothing where there is no file, and reports all that is wrong in one")
  void wrong(@TempDir Path folder) throws IOException {
    assertThat(DeliveryRules.read(folder.resolve("none.yaml"))).isEqualTo(DeliveryRule.NONE);
    Path file =
        Files.writeString(
            folder.resolve("deployments.yaml"), "categorys: [release]\nattribution_window: soon\n");

    assertThatThrownBy(() -> DeliveryRules.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("deployments.yaml:1:1: Unknown key \"categorys\"; did you mean")
        .hasMessageContaining("deployments.yaml:2:21: Invalid attribution_window: \"soon\"");
  }
}
