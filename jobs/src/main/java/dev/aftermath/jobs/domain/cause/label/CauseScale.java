package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of the two columns, and when none of them is said.
 *
 * @param version counted up with every change of values, rules or numbers
 * @param values of each column, in the order of the file, with what they mean
 * @param minimumScore what a value needs to be said
 * @param margin how much of its score it must be ahead of the next one, from 0 to 1
 */
public record CauseScale(
    long version, Map<CauseColumn, Map<String, String>> values, double minimumScore, double margin)
    implements Serializable {
  /** No values: everything is unknown. */
  public static final CauseScale NONE = new CauseScale(0, Map.of(), 1, 0);

  /** Takes a copy. */
  public CauseScale {
    values = new TreeMap<>(values);
  }

  /** The names of a column's values, without {@link CauseLabels#UNKNOWN}. */
  public List<String> names(CauseColumn column) {
    return new ArrayList<>(values.getOrDefault(column, Map.of()).keySet());
  }

  /** The value to say, of labels in falling order of their scores. */
  String primary(List<CauseLabel> labels) {
    if (labels.isEmpty() || labels.get(0).score() < minimumScore) {
      return CauseLabels.UNKNOWN;
    }
    double first = labels.get(0).score();
    boolean isAhead = labels.size() == 1 || first - labels.get(1).score() > margin * first;
    return isAhead ? labels.get(0).value() : CauseLabels.UNKNOWN;
  }
}
