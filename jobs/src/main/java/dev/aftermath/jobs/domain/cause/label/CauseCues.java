package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.List;

/**
 * By what the cause is found in a longer text.
 *
 * @param sections headings under which the cause is told, such as {@code root cause}
 * @param words that tell a cause within a sentence, such as {@code due to}
 */
public record CauseCues(List<Phrase> sections, List<Phrase> words) implements Serializable {

  /** Takes copies. */
  public CauseCues {
    sections = List.copyOf(sections);
    words = List.copyOf(words);
  }
}
