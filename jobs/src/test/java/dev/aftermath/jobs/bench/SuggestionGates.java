package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.config.CauseLabelSettings;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.text.CauseFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;

/** How well past incidents are suggested and causes classed, with and without sentence vectors. */
final class SuggestionGates {
  private static final int DIVISIONS = 10;
  private static final int FIRST = 10;

  private SuggestionGates() {}

  /** Whether one of the first ten past reports tells of the same. */
  static List<Gate> ranking(Options options) throws IOException {
    Path folder = options.path("data").resolve("gitbugs/hadoop");
    PastIncidentGate gate =
        PastIncidentGate.read(
            folder.resolve("hadoop_bugs.csv"), folder.resolve("hadoop_bugs-combined.csv"));
    String data = "Hadoop, " + gate.questions() + " questions";
    return List.of(
        Gate.atLeast(0.82, "ranking", "R@10, words", data, recall(gate, VectorModel.NONE)),
        Gate.atLeast(
            0.88, "ranking", "R@10, words and vectors", data, recall(gate, VectorModel.MINILM)));
  }

  private static double recall(PastIncidentGate gate, VectorModel model) {
    return gate.recall(model, List.of(FIRST)).getOrDefault(FIRST, 0.0);
  }

  /** How well the class of a cause is told. */
  static List<Gate> classes(Options options) throws IOException {
    CauseDictionary dictionary =
        CauseLabelSettings.read(options.path("project").resolve("conf/causes")).dictionary();
    Path file = options.path("data").resolve("azure-incidents/data/4_label_data/azure_label.csv");
    List<CauseClassGate.Labelled> sentences = sentences(file);
    List<CauseClassGate.Labelled> extracted = extracted(file, dictionary);
    List<Gate> gates = new ArrayList<>();
    for (VectorModel model : VectorModel.values()) {
      String data =
          "Azure, "
              + sentences.size()
              + (model == VectorModel.NONE ? "" : ", " + model.name().toLowerCase(Locale.ROOT));
      CauseFeatures features = CauseFeatures.of(dictionary, model);
      gates.add(
          Gate.atLeast(
              0.60, "classes", "macro-F1, human sentence", data, macroF1(sentences, features)));
      gates.add(
          Gate.atLeast(0.42, "classes", "macro-F1, extracted", data, macroF1(extracted, features)));
    }
    return gates;
  }

  /** The mean over several divisions into fifths. */
  private static double macroF1(List<CauseClassGate.Labelled> labelled, CauseFeatures features) {
    return macroF1(CauseClassGate.outcomes(labelled, features, DIVISIONS));
  }

  static double macroF1(List<CauseClassGate.Outcome> outcomes) {
    return outcomes.stream().mapToDouble(CauseClassGate.Outcome::macroF1).average().orElseThrow();
  }

  /** The sentences that people wrote, of all incidents that they gave a class. */
  static List<CauseClassGate.Labelled> sentences(Path file) throws IOException {
    List<CauseClassGate.Labelled> labelled = new ArrayList<>();
    for (CSVRecord row : classed(file)) {
      labelled.add(
          new CauseClassGate.Labelled(
              row.get("label_root_cause_category"), row.get("label_root_cause")));
    }
    return labelled;
  }

  /** What is found in the descriptions of the same incidents; where nothing is, the empty text. */
  static List<CauseClassGate.Labelled> extracted(Path file, CauseDictionary dictionary)
      throws IOException {
    List<CauseClassGate.Labelled> labelled = new ArrayList<>();
    for (CSVRecord row : classed(file)) {
      labelled.add(
          new CauseClassGate.Labelled(
              row.get("label_root_cause_category"),
              dictionary.sentences().of(row.get("description"))));
    }
    return labelled;
  }

  private static List<CSVRecord> classed(Path file) throws IOException {
    return Tables.rows(file).stream()
        .filter(row -> !row.get("label_root_cause_category").isBlank())
        .filter(row -> !row.get("label_root_cause_category").equals("UNKNOWN"))
        .toList();
  }
}
