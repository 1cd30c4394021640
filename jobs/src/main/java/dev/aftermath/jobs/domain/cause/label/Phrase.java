package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words that follow each other, such as {@code certificate .. expired}. A {@code *} at the
 * beginning or the end of a word stands for any letters there, {@code ..} for up to {@value #GAP}
 * words.
 *
 * @param written as the dictionary has it
 * @param parts the words in order
 */
public record Phrase(String written, List<Part> parts) implements Serializable {
  private static final int GAP = 5;
  private static final Pattern WORD = Pattern.compile("\\*?[\\p{L}\\p{N}]+\\*?");

  /** Takes a copy. */
  public Phrase {
    parts = List.copyOf(parts);
  }

  /**
   * One word of it.
   *
   * @param gap how many other words may stand before it
   */
  record Part(String stem, Opening opening, int gap) implements Serializable {
    boolean fits(String token) {
      return switch (opening) {
        case NONE -> token.equals(stem);
        case END -> token.startsWith(stem);
        case START -> token.endsWith(stem);
        case BOTH -> token.contains(stem);
      };
    }
  }

  /** Where a word may go on. */
  enum Opening {
    NONE,
    START,
    END,
    BOTH
  }

  /**
   * Reads a phrase.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Phrase parse(String written) {
    List<Part> parts = new ArrayList<>();
    int gap = 0;
    for (String word : written.strip().split("\\s+", -1)) {
      if (word.equals("..") && gap == 0 && !parts.isEmpty()) {
        gap = GAP;
      } else if (WORD.matcher(word).matches()) {
        parts.add(part(word, gap));
        gap = 0;
      } else {
        throw new IllegalArgumentException(written + " is no phrase");
      }
    }
    if (gap > 0) {
      throw new IllegalArgumentException(written + " ends with a gap");
    }
    return new Phrase(written, parts);
  }

  private static Part part(String word, int gap) {
    boolean opensStart = word.startsWith("*");
    boolean opensEnd = word.endsWith("*");
    Opening opening =
        opensStart && opensEnd
            ? Opening.BOTH
            : opensStart ? Opening.START : opensEnd ? Opening.END : Opening.NONE;
    List<String> stem = Tokens.of(word);
    if (stem.size() != 1) {
      throw new IllegalArgumentException(word + " is no word");
    }
    return new Part(stem.get(0), opening, gap);
  }

  /** Where the phrase ends that begins at a token (exclusive); -1 when it does not. */
  int endFrom(List<String> tokens, int start) {
    return endFrom(tokens, start, 0);
  }

  private int endFrom(List<String> tokens, int at, int number) {
    if (number == parts.size()) {
      return at;
    }
    Part part = parts.get(number);
    int last = Math.min(tokens.size() - 1, at + part.gap());
    for (int i = at; i <= last; i++) {
      if (part.fits(tokens.get(i))) {
        int end = endFrom(tokens, i + 1, number + 1);
        if (end >= 0) {
          return end;
        }
      }
    }
    return -1;
  }

  /** What is written makes the phrase, and it is looked up a thousand times for each text. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Phrase phrase && phrase.written.equals(written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return written;
  }
}
