package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The labels that incidents have. */
  public static final List<String> OF_INCIDENTS =
      List.of("service", "tenant", "team", "priority", "impact");

  /** The labels that notices have; one that names several components is in the group of each. */
  public static final List<String> OF_NOTICES = List.of("source", "component");

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

  /** Whether a key is one of these labels. */
  public boolean makes(String key) {
    return labels.isEmpty()
        ? key.equals(WHOLE)
        : key.startsWith(labels.get(0) + "=")
            && labels.stream().allMatch(label -> value(key, label).isPresent());
  }

  /**
   * The value of a label in a key, such as {@code acme} for {@code tenant}.
   *
   * @return empty when the key is not grouped by the label
   */
  public Optional<String> value(String key, String label) {
    int place = labels.indexOf(label);
    String before = (place > 0 ? "," : "") + label + "=";
    int start = place < 0 ? -1 : key.indexOf(before);
    if (start < 0) {
      return Optional.empty();
    }
    int next =
        place + 1 < labels.size()
            ? key.lastIndexOf("," + labels.get(place + 1) + "=")
            : key.length();
    int begin = start + before.length();
    return next < begin ? Optional.empty() : Optional.of(key.substring(begin, next));
  }
}
