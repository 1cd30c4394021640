package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.Serializable;
import java.util.List;

/**
 * Where people write the number of the other side's record.
 *
 * @param fields the texts to look into; none: nowhere
 * @param expression a regular expression whose one group is the number
 */
public record Mentions(List<IncidentField> fields, String expression) implements Serializable {
  /** Nobody writes them anywhere. */
  public static final Mentions NOWHERE = new Mentions(List.of(), "(x)");

  /** Takes a copy of the list. */
  public Mentions {
    fields = List.copyOf(fields);
  }
}
