package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one definition stands for many tenants or services: series are told apart by the values of
 * labels, and every combination of values is an SLO of its own.
 *
 * @param labels label names in the order in which they make the key; empty when nothing is grouped
 * @param targets targets by group key, where they differ from the objective's
 */
public record Grouping(List<String> labels, SortedMap<String, BigDecimal> targets)
    implements Serializable {
  /** The key of an SLO that is not grouped. */
  public static final String WHOLE = "";

  /** No grouping. */
  public static final Grouping NONE = new Grouping(List.of(), new TreeMap<>());

  /** Takes copies. */
  public Grouping {
    labels = List.copyOf(labels);
    targets = new TreeMap<>(targets);
  }

  /** The key of a series, such as {@code tenant=acme}; a label it lacks is the empty text. */
  public String keyOf(Map<String, String> seriesLabels) {
    return labels.stream()
        .map(label -> label + "=" + seriesLabels.getOrDefault(label, ""))
        .collect(Collectors.joining(","));
  }
}
