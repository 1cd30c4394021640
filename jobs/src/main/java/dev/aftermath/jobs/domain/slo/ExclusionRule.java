package dev.aftermath.jobs.domain.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What approved maintenance does to the net figure of an SLO: the three meanings that are in use,
 * by name. The gross figure always stands beside it.
 */
public enum ExclusionRule {
  /** The slice leaves the window: there is less time and there are fewer events. */
  REMOVE_TIME,
  /** Good and bad events are dropped; the time stays and is idle. */
  DROP_EVENTS,
  /** Everything in the slice, measured or not, counts as good. */
  COUNT_AS_GOOD;

  // Made once: every row of a table asks for it.
  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in files and tables. */
  public String word() {
    return word;
  }

  /** The rule of a word. */
  public static Optional<ExclusionRule> ofWord(String word) {
    return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ExclusionRule::word).toList();
  }
}
