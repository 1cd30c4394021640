package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Another classification, and which of its values ours become.
 *
 * @param id such as {@code google}
 * @param version counted up with every change
 * @param title as its makers name it
 * @param source where it is laid down
 * @param fields its fields by their names, each with rules of which the first that fits decides
 */
public record CauseScheme(
    String id, long version, String title, String source, Map<String, Field> fields)
    implements Serializable {

  /**
   * One of its fields.
   *
   * @param rules in the order in which they are asked
   * @param otherwise the value where none fits; the empty text where the field then has none
   */
  public record Field(List<Rule> rules, String otherwise) implements Serializable {
    /** Takes a copy. */
    public Field {
      rules = List.copyOf(rules);
    }
  }

  /**
   * What must hold, and what the value then is.
   *
   * @param when the primary values that are asked for, by their columns
   */
  public record Rule(Map<CauseColumn, String> when, String value) implements Serializable {
    boolean fits(Map<CauseColumn, String> primaries) {
      return primaries.entrySet().containsAll(when.entrySet());
    }
  }

  /** The value of a field for our primary values. */
  public String value(String field, Map<CauseColumn, String> primaries) {
    Field asked = fields.get(field);
    if (asked == null) {
      throw new IllegalArgumentException("Scheme " + id + " has no field " + field);
    }
    return asked.rules().stream()
        .filter(rule -> rule.fits(primaries))
        .map(Rule::value)
        .findFirst()
        .orElse(asked.otherwise());
  }
}
