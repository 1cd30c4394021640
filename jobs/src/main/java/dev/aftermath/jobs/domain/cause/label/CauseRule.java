package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.List;

/**
 * Words that speak for one value.
 *
 * @param weight what each of the phrases adds to the value's score, above 0
 * @param language of the phrases, as an ISO 639-1 code
 * @param include phrases that speak for it, each counted once per text
 * @param exclude phrases within which those that are included do not count
 */
public record CauseRule(
    CauseColumn column,
    String value,
    double weight,
    String language,
    List<Phrase> include,
    List<Phrase> exclude)
    implements Serializable {

  /** Takes copies. */
  public CauseRule {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
