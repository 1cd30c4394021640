package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.cause.CauseRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads from {@code conf/cause-registry.yaml} by what incidents are put down to causes. */
public final class CauseRegistrySettings {
  private static final int MOST_WORDS = 20;
  private static final int MOST_GAPS = 100;

  private CauseRegistrySettings() {}

  /**
   * The rules in a file; without the file, and for what it leaves out, the usual ones.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static CauseRules read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return CauseRules.USUAL;
    }
    Problems problems = new Problems();
    YamlNode root = YamlNode.onlyDocument(file, problems);
    root.refuseKeysBeyond(
        Set.of(
            "scope",
            "similarity",
            "fewest_words",
            "say_nothing",
            "episode_gap",
            "grace",
            "quiet_gaps"));
    CauseRules usual = CauseRules.USUAL;
    Optional<CauseRules.Scope> scope =
        root.parsed(
            "scope",
            "tenant_and_service or service",
            text -> CauseRules.Scope.valueOf(text.toUpperCase(Locale.ROOT)));
    Optional<Double> similarity = ratio(root, "similarity");
    Optional<Double> words = number(root, "fewest_words", MOST_WORDS);
    List<String> phrases =
        root.texts("say_nothing").stream().map(it -> it.toLowerCase(Locale.ROOT).strip()).toList();
    Optional<Duration> gap = length(root, "episode_gap");
    Optional<Duration> grace = length(root, "grace");
    Optional<Double> gaps = number(root, "quiet_gaps", MOST_GAPS);
    problems.throwIfAny();
    return new CauseRules(
        scope.orElse(usual.scope()),
        similarity.orElse(usual.similarityRatio()),
        words.map(Double::intValue).orElse(usual.fewestWords()),
        root.find("say_nothing").isPresent() ? phrases : usual.sayNothing(),
        gap.orElse(usual.episodeGap()),
        grace.orElse(usual.grace()),
        gaps.orElse(usual.quietGapCount()));
  }

  private static Optional<Double> ratio(YamlNode node, String key) {
    return node.parsed(key, "a number above 0, at most 1", within(1));
  }

  private static Optional<Double> number(YamlNode node, String key, int most) {
    return node.parsed(key, "a number above 0, at most " + most, within(most));
  }

  private static Function<String, Double> within(int most) {
    return text -> {
      double number = Double.parseDouble(text);
      if (!(number > 0 && number <= most)) {
        throw new NumberFormatException(text);
      }
      return number;
    };
  }

  private static Optional<Duration> length(YamlNode node, String key) {
    return node.parsed(key, "a length such as 5m, 1h or 2d", text -> Span.parse(text).duration());
  }
}
