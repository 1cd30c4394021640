package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.cause.CauseRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The rules by which incidents are put down to causes")
class CauseRegistrySettingsTest {
  @Test
  @DisplayName("are shipped as the usual ones, which hold without a file too")
  void shipped(@TempDir Path folder) throws IOException {
    assertThat(CauseRegistrySettings.read(Path.of("../conf/cause-registry.yaml")))
        .isEqualTo(CauseRules.USUAL)
        .isEqualTo(CauseRegistrySettings.read(folder.resolve("cause-registry.yaml")));
  }

  @Test
  @DisplayName("are read as they are written, the rest stays usual")
  void some(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cause-registry.yaml"),
            "scope: service\nsay_nothing: [Keine Ursache]\nepisode_gap: 2h\nquiet_gaps: 4.5\n");
    assertThat(CauseRegistrySettings.read(file))
        .isEqualTo(
            new CauseRules(
                CauseRules.Scope.SERVICE,
                0.7,
                3,
                List.of("keine ursache"),
                Duration.ofHours(2),
                Duration.ofDays(1),
                4.5));
  }

  @Test
  @DisplayName("are refused with all that is wrong in them, each at its place")
  void wrong(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cause-registry.yaml"), "scope: team\nsimilarity: 1.5\ngrce: 1d\n");
    assertThatThrownBy(() -> CauseRegistrySettings.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("cause-registry.yaml:1:8: Invalid scope: \"team\"")
        .hasMessageContaining("cause-registry.yaml:2:13: Invalid similarity: \"1.5\"")
        .hasMessageContaining("cause-registry.yaml:3:1: Unknown key \"grce\"; did you mean");
  }
}
