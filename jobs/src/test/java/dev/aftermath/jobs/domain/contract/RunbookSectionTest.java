package dev.aftermath.jobs.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The section that a heading begins")
class RunbookSectionTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Preconditions, PRECONDITIONS",
    "2. Before you begin, PRECONDITIONS",
    "Voraussetzungen, PRECONDITIONS",
    "Rollback steps, ROLLBACK",
    "Schritte, STEPS",
    "Success indicators, SUCCESS_INDICATORS",
    "Woran man den Erfolg sieht (Erfolgskriterien), SUCCESS_INDICATORS",
    "U\u0308berpru\u0308fung, SUCCESS_INDICATORS",
    "RÜCKBAU, ROLLBACK",
    "Owner:, OWNER",
    "Zuständigkeit, OWNER"
  })
  @DisplayName("is known in English and German, numbered or not")
  void known(String heading, RunbookSection section) {
    assertThat(RunbookSection.headedBy(heading)).contains(section);
  }

  @ParameterizedTest
  @CsvSource({"Background", "Footsteps", "Stepsize", "2"})
  @DisplayName("is none for other words, nor for a word within a word")
  void unknown(String heading) {
    assertThat(RunbookSection.headedBy(heading)).isEmpty();
  }
}
