package dev.aftermath.jobs.domain.cause;

import java.util.List;

/**
 * The first incident of a cause as far as machines' titles are compared with it.
 *
 * @param words of its masked title, sorted
 */
public record Leader(String causeId, String scope, List<String> words) {
  /** Takes a copy of the words. */
  public Leader {
    words = List.copyOf(words);
  }

  /**
   * A leader as it is remembered.
   *
   * @param template its masked title
   */
  public static Leader recalled(String causeId, String scope, String template) {
    return new Leader(causeId, scope, MaskedTitle.read(template).words());
  }
}
