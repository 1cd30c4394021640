package dev.aftermath.jobs.domain.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an SLO takes a slice for that was not measured. Whatever it says, the bounds beside the
 * figure show both extremes.
 */
public enum MissingRule {
  /** Left out: the figure speaks of what was measured. */
  UNKNOWN,
  /** Good: the figure is the best bound, but for events that are undecided. */
  GOOD,
  /** Bad: the figure is the worst bound. */
  BAD;

  // Made once: every row of a table asks for it.
  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in files and tables. */
  public String word() {
    return word;
  }

  /** The rule of a word. */
  public static Optional<MissingRule> ofWord(String word) {
    return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(MissingRule::word).toList();
  }
}
