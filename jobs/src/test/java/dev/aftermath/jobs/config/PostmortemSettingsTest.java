package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The settings about postmortems")
class PostmortemSettingsTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("are those that the platform comes with")
  void shipped() throws IOException {
    PostmortemRules rules = PostmortemSettings.read(Path.of("../conf/postmortems.yaml"));

    assertThat(rules.requiredFor())
        .containsExactly(Map.of("priority", List.of("1", "2")), Map.of("major", List.of("true")));
    assertThat(rules.dueWithin()).isEqualTo(Duration.ofDays(5));
    assertThat(rules.closeWithin()).isEqualTo(Duration.ofDays(30));
    assertThat(rules.nearby())
        .extracting(PostmortemRules.Nearby::name)
        .containsExactly("same_service_and_tenant", "same_service");
  }

  @Test
  @DisplayName("ask for nothing without a file")
  void absent() throws IOException {
    assertThat(PostmortemSettings.read(folder.resolve("none.yaml")))
        .isEqualTo(PostmortemRules.NONE);
  }

  @Test
  @DisplayName("tell everything that is wrong with its place")
  void wrong() throws IOException {
    Path file = folder.resolve("postmortems.yaml");
    Files.writeString(
        file,
        """
        required_for:
          - {priorty: ["1"]}
        due_within: soon
        close_action_items_within: 30d
        nearby:
          - {name: Same, same: [team], starts_within: 1h}
        """);

    assertThatThrownBy(() -> PostmortemSettings.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(":2:")
        .hasMessageContaining("priorty")
        .hasMessageContaining(":3:")
        .hasMessageContaining("due_within")
        .hasMessageContaining("Invalid name: \"Same\"")
        .hasMessageContaining("Invalid same: name service, tenant or both");
  }
}
