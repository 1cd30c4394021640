package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * How earlier incidents are suggested, from {@code conf/suggestions.yaml}.
 *
 * @param rule how rankings become one
 * @param vectors by what model sentences are compared
 */
public record SuggestionSettings(SuggestionRule rule, VectorModel vectors) {
  private static final int MOST = 100;
  private static final SuggestionSettings PLAIN =
      new SuggestionSettings(SuggestionRule.FIVE, VectorModel.NONE);

  /**
   * The settings in a file; without it five are suggested by words.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static SuggestionSettings read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return PLAIN;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(Set.of("count", "recency_weight", "sentence_vectors"));
    int count =
        root.parsed("count", "a whole number from 1 to " + MOST, SuggestionSettings::count)
            .orElse(PLAIN.rule().count());
    double weight =
        CauseScaleReader.number(
            root, "recency_weight", "a number from 0 to 1", PLAIN.rule().recencyWeight(), 0, 1);
    VectorModel vectors =
        Words.optional(root, "sentence_vectors", VectorModel.values()).orElse(VectorModel.NONE);
    problems.throwIfAny();
    return new SuggestionSettings(
        new SuggestionRule(count, PLAIN.rule().constant(), weight), vectors);
  }

  private static int count(String text) {
    int count = Integer.parseInt(text);
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(text + " is out of range");
    }
    return count;
  }
}
