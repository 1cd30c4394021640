package dev.aftermath.jobs.domain.cause.label;

import java.util.List;

/**
 * A value and what speaks for it.
 *
 * @param score sum of the weights of its phrases
 * @param words the matched words of the text, in its order
 */
public record CauseLabel(String value, double score, List<String> words) {

  /** Takes a copy. */
  public CauseLabel {
    words = List.copyOf(words);
  }
}
