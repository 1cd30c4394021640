package dev.aftermath.jobs.domain.cause;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people call a cause. */
public record CauseLabel(String text, Source source) {
  private static final int LONGEST = 80;

  /** Where a label comes from, the best first. */
  public enum Source {
    /** Somebody gave the name. */
    HUMAN,
    /** What most people wrote down as the cause. */
    SENTENCE,
    /** What the titles have in common. */
    TITLE,
    /** There is nothing to read. */
    NONE;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The best there is, titles cut to 80 characters.
   *
   * @param name that somebody gave; null where nobody did
   * @param sentences as people wrote them
   * @param title the leader's, as it is compared
   */
  public static CauseLabel of(@Nullable String name, List<String> sentences, String title) {
    if (name != null) {
      return new CauseLabel(name, Source.HUMAN);
    }
    String wording = wording(sentences);
    if (!wording.isEmpty()) {
      return new CauseLabel(wording, Source.SENTENCE);
    }
    return title.isEmpty()
        ? new CauseLabel("(no title)", Source.NONE)
        : new CauseLabel(
            title.length() <= LONGEST ? title : title.substring(0, LONGEST - 1) + "\u2026",
            Source.TITLE);
  }

  /**
   * The wording most people chose, without the times, numbers and names of single incidents; of
   * equals the first in the alphabet, which puts a capital letter at the front. Empty where there
   * is none to read.
   */
  public static String wording(List<String> sentences) {
    Map<String, Long> counts = new TreeMap<>();
    for (String sentence : sentences) {
      String readable = CauseText.readable(sentence);
      if (!readable.isEmpty()) {
        counts.merge(readable, 1L, Long::sum);
      }
    }
    // Of equals max keeps the first it meets.
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
