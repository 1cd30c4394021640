package dev.aftermath.jobs.domain.postmortem;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Headings and labels, compared by their words in small letters, without numbers and signs. */
final class Words {
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Set<String> UNWRITTEN =
      Set.of(
          "", "todo", "tbd", "tba", "n/a", "na", "...", "…", "-", "--", "–", "—", "?", "none yet");

  private Words() {}

  /** The words with one space around each. */
  static String of(String text) {
    // Umlauts may be written as two characters, and headings be numbered.
    String level = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return " " + NO_LETTERS.matcher(level).replaceAll(" ").strip() + " ";
  }

  /** Phrases in the form of {@link #of}. */
  static List<String> phrases(String... phrases) {
    return Stream.of(phrases).map(Words::of).toList();
  }

  /** Whether nothing but a mark for "to be written" stands there. */
  static boolean isUnwritten(String text) {
    return UNWRITTEN.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
