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
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * Measures what is suggested and how causes are classed, with and without sentence vectors.
 *
 * <pre>
 * past reports=FILE pairs=FILE
 * classes incidents=FILE conf=FOLDER/causes
 * </pre>
 */
public final class SuggestionBench {
  private static final int DIVISIONS = 10;
  private static final List<Integer> WITHIN = List.of(1, 5, 10);

  private SuggestionBench() {}

  /** Runs one of the two and prints a line for each way. */
  public static void main(String[] words) throws IOException {
    Options options = new Options(words);
    switch (words[0]) {
      case "past" -> past(options);
      case "classes" -> classes(options);
      default -> throw new IllegalArgumentException("Expected past or classes, found " + words[0]);
    }
  }

  private static void past(Options options) throws IOException {
    PastIncidentGate gate = PastIncidentGate.read(options.path("reports"), options.path("pairs"));
    Results.say(gate.questions() + " questions");
    Results.say("plain  R@1, R@5, R@10: " + gate.recall(VectorModel.NONE, WITHIN).values());
    Results.say("hybrid R@1, R@5, R@10: " + gate.recall(VectorModel.MINILM, WITHIN).values());
  }

  private static void classes(Options options) throws IOException {
    CauseDictionary dictionary = CauseLabelSettings.read(options.path("conf")).dictionary();
    Path file = options.path("incidents");
    Map<String, List<CauseClassGate.Labelled>> inputs =
        Map.of("human sentence", sentences(file), "extracted", extracted(file, dictionary));
    for (VectorModel model : VectorModel.values()) {
      inputs.forEach(
          (name, labelled) ->
              Results.say(
                  model
                      + ", "
                      + name
                      + ", "
                      + labelled.size()
                      + ": "
                      + summary(
                          CauseClassGate.outcomes(
                              labelled, CauseFeatures.of(dictionary, model), DIVISIONS))));
    }
  }

  private static String summary(List<CauseClassGate.Outcome> outcomes) {
    return String.format(
        Locale.ROOT,
        "accuracy %.3f, macro-F1 mean %.3f, least %.3f, most %.3f of %d divisions",
        outcomes.stream().mapToDouble(CauseClassGate.Outcome::accuracy).average().orElseThrow(),
        macroF1(outcomes),
        outcomes.stream().mapToDouble(CauseClassGate.Outcome::macroF1).min().orElseThrow(),
        outcomes.stream().mapToDouble(CauseClassGate.Outcome::macroF1).max().orElseThrow(),
        outcomes.size());
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
