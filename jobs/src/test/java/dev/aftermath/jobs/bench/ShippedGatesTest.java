package dev.aftermath.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aftermath.jobs.config.CauseLabelSettings;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.text.CauseFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("On real reports that people labelled")
class ShippedGatesTest {
  private static final int DIVISIONS = 5;

  @ParameterizedTest(name = "{0}: {1} of the questions")
  @CsvSource({"NONE, 0.82", "MINILM, 0.88"})
  @DisplayName("one of the first ten past reports tells of the same")
  void pastReports(VectorModel vectors, double least) throws IOException {
    Path folder = data("gitbugs/hadoop");
    PastIncidentGate gate =
        PastIncidentGate.read(
            folder.resolve("hadoop_bugs.csv"), folder.resolve("hadoop_bugs-combined.csv"));

    assertThat(gate.questions()).isEqualTo(65);
    assertThat(gate.recall(vectors, List.of(10)).get(10)).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest(name = "vectors: {0}")
  @EnumSource
  @DisplayName(
      "the cause's class is told from a person's sentence and from what is found in the text")
  void causeClasses(VectorModel vectors) throws IOException {
    Path incidents = data("azure-incidents/data/4_label_data/azure_label.csv");
    CauseDictionary dictionary = CauseLabelSettings.read(Path.of("../conf/causes")).dictionary();
    CauseFeatures features = CauseFeatures.of(dictionary, vectors);

    assertThat(macroF1(SuggestionGates.sentences(incidents), features))
        .isGreaterThanOrEqualTo(0.60);
    assertThat(macroF1(SuggestionGates.extracted(incidents, dictionary), features))
        .isGreaterThanOrEqualTo(0.42);
  }

  @Test
  @DisplayName("macro F1 is the mean of the classes' F1, a class that nobody tells counting 0")
  void macroF1() {
    // a: 1 of 2 given and 1 of 2 told is F1 1/2; b: 1 of 1 given and 1 of 2 told is 2/3; c: 0.
    assertThat(CauseClassGate.outcome(List.of("a", "a", "b", "c"), List.of("a", "b", "b", "a")))
        .isEqualTo(new CauseClassGate.Outcome(0.5, (0.5 + 2 / 3.0) / 3));
  }

  private static double macroF1(List<CauseClassGate.Labelled> labelled, CauseFeatures features) {
    return SuggestionGates.macroF1(CauseClassGate.outcomes(labelled, features, DIVISIONS));
  }

  private static Path data(String name) {
    Path path =
        Path.of(System.getProperty("aftermath.shared", "../../shared"), "data", "causes", name);
    assumeTrue(Files.exists(path), "Skipped: no real reports at " + path);
    return path;
  }
}
