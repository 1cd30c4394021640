package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification's own examples, and the valid and invalid files of its tool. */
@Tag("real")
class RealSloFilesTest {
  private final Path files =
      Path.of(System.getProperty("aftermath.shared", "../../shared"), "data", "openslo");

  @BeforeEach
  void filesExist() {
    assumeTrue(Files.isDirectory(files), "Skipped: the real OpenSLO files are not here");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "oslo-tests/test/inputs/fmt/service.yaml, 1",
    "spec-examples/examples/treat-low-traffic-as-equally-important/timeslices-slo.yaml, 1",
    "spec-examples/examples/budgeting-method/ratio-timeslices.yaml, 1",
    "spec-examples/examples/budgeting-method/occurences-slo.yaml, 1"
  })
  @DisplayName("Valid files are accepted")
  void validFilesAreAccepted(String file, int objects) {
    SloValidation validation = validation(file);

    assertThat(validation.problems()).isEmpty();
    assertThat(validation.validObjectCount()).isEqualTo(objects);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "oslo-tests/test/inputs/validate/v1.yaml | 59 | Invalid name \"example service\" | 2",
        "oslo-tests/test/inputs/validate/mix/1.yaml | 1 | Unknown apiVersion \"openslo/v1alpha\" |"
            + " 0",
        "oslo-tests/test/inputs/validate/mix/2.yaml | 4 | Invalid name \"example service\" | 0",
        "oslo-tests/test/inputs/validate/mix/3.yaml | 1 | Unknown apiVersion"
            + " \"openslo.com/v2alpha\" | 0",
        "oslo-tests/test/inputs/validate/invalid-apiversion.yaml | 1 | Unknown apiVersion \"foo\" |"
            + " 0",
        "oslo-tests/test/inputs/validate/unknown-field.yaml | 4 | Invalid name \"my-rad service\" |"
            + " 0",
        "oslo-tests/test/inputs/validate/v1alpha.yaml | 1 | Unknown apiVersion \"openslo/v1alpha\""
            + " | 0",
        "oslo-tests/test/inputs/validate/v2alpha.yaml | 1 | Unknown apiVersion"
            + " \"openslo.com/v2alpha\" | 0",
        // Meant as a month by its comment, but m is a minute.
        "spec-examples/examples/budgeting-method/timeslices-slo.yaml | 27 | a calendar window has"
            + " whole days | 0"
      })
  @DisplayName("Invalid files are refused at the right line; their sound objects count")
  void invalidFilesAreRefused(String file, int line, String message, int objects) {
    SloValidation validation = validation(file);

    assertThat(validation.problems().get(0).line()).isEqualTo(line);
    assertThat(validation.problems().get(0).message()).contains(message);
    assertThat(validation.validObjectCount()).isEqualTo(objects);
  }

  @Test
  @DisplayName("The unknown field of the tool's test is shown as well")
  void unknownField() {
    assertThat(validation("oslo-tests/test/inputs/validate/unknown-field.yaml").problems())
        .extracting(Problem::line)
        .containsExactly(4, 6);
  }

  @Test
  @DisplayName("Folders are read with everything below")
  void folders() {
    assertThat(validation("oslo-tests/test/inputs/validate/recursive").problems())
        .extracting(Problem::line)
        .containsExactly(4, 1, 4, 1, 4);
  }

  private SloValidation validation(String file) {
    return SloValidation.of(List.of(files.resolve(file)));
  }
}
