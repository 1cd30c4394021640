package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What conf/suggestions.yaml says")
class SuggestionSettingsTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("is shipped as it is without the file: five, by words")
  void shipped() throws IOException {
    SuggestionSettings five = new SuggestionSettings(SuggestionRule.FIVE, VectorModel.NONE);

    assertThat(SuggestionSettings.read(Path.of("../conf/suggestions.yaml"))).isEqualTo(five);
    assertThat(SuggestionSettings.read(folder.resolve("none.yaml"))).isEqualTo(five);
  }

  @Test
  @DisplayName("is taken over")
  void whole() throws IOException {
    assertThat(read("{count: 3, recency_weight: 0, sentence_vectors: minilm}"))
        .isEqualTo(new SuggestionSettings(new SuggestionRule(3, 60, 0), VectorModel.MINILM));
  }

  @Test
  @DisplayName("is refused with everything that is wrong in it")
  void problems() {
    assertThatThrownBy(() -> read("{count: 0, recency_weight: 2, sentence_vectors: minilmm}"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "Invalid count: \"0\" (must be a whole number from 1 to 100)",
            "Invalid recency_weight: \"2\" (must be a number from 0 to 1)",
            "Invalid sentence_vectors: \"minilmm\"; did you mean \"minilm\"?");
  }

  private SuggestionSettings read(String text) throws IOException {
    return SuggestionSettings.read(Files.writeString(folder.resolve("suggestions.yaml"), text));
  }
}
