package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sloth's own examples, and the valid and invalid files of its tests. */
@Tag("real")
class RealSloImportTest {
  private static final String TESTS = "test/integration/prometheus/testdata/";

  private final Path files =
      Path.of(System.getProperty("aftermath.shared", "../../shared"), "data", "sloth");

  @BeforeEach
  void filesExist() {
    assumeTrue(Files.isDirectory(files), "Skipped: the real files of Sloth are not here");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "examples/getting-started.yml, 1",
    "examples/multifile.yml, 2",
    "examples/k8s-multifile.yml, 2",
    "examples/kubernetes-apiserver.yml, 2",
    "examples/raw-home-wifi.yml, 1",
    "examples/home-wifi.yml, 2",
    "examples/victoria-metrics.yml, 2",
    TESTS + "validate/good/good-multi.yaml, 4",
    TESTS + "validate/good/good-multi-k8s.yaml, 4"
  })
  @DisplayName("Valid files become OpenSLO without a problem")
  void valid(String file, int count) {
    SloImport imported = SloImport.read(List.of(files.resolve(file)), null);

    assertThat(imported.problems()).isEmpty();
    assertThat(imported.slos()).hasSize(count);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    TESTS + "validate/bad/bad-aa.yaml, 28, 16, 1",
    TESTS + "validate/bad/bad-k8s.yaml, 7, 12, 0",
    TESTS + "validate/bad/bad-multi.yaml, 77, 10, 3",
    TESTS + "in-invalid-version.yaml, 1, 10, 0",
    TESTS + "validate/bad/bad-openslo.yaml, 1, 1, 0"
  })
  @DisplayName("Invalid parts are shown at their place; their neighbours are taken")
  void invalid(String file, int line, int column, int count) {
    SloImport imported = SloImport.read(List.of(files.resolve(file)), null);

    assertThat(imported.problems()).hasSize(1);
    assertThat(imported.problems().get(0).line()).isEqualTo(line);
    assertThat(imported.problems().get(0).column()).isEqualTo(column);
    assertThat(imported.slos()).hasSize(count);
  }
}
