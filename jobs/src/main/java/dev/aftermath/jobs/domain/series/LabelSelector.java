package dev.aftermath.jobs.domain.series;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which series are meant: a plain PromQL vector selector such as {@code
 * http_requests_total{job="api",code!~"5.."}}.
 *
 * <p>Meaning as in Prometheus: all matchers must hold; a label that a series does not have is the
 * empty text; regular expressions match the whole value, and {@code .} matches a line break too.
 * Functions, operators, ranges and offsets are refused: what they compute is computed here from raw
 * samples instead. Syntax: https://prometheus.io/docs/prometheus/latest/querying/basics/
 *
 * @param matchers in the order in which they are written, that on {@code __name__} first
 */
public record LabelSelector(List<LabelMatcher> matchers) implements Serializable {
  /** The label that holds a series' metric name. */
  public static final String NAME_LABEL = "__name__";

  /** Takes a copy. */
  public LabelSelector {
    matchers = List.copyOf(matchers);
  }

  /**
   * Reads a selector.
   *
   * @throws InvalidSelectorException when it is anything but a plain selector; the message shows
   *     the selector, the column and what to write instead
   */
  public static LabelSelector parse(String selector) {
    return new SelectorParser(selector).parse();
  }

  /** Whether a series with these labels is meant. */
  public boolean matches(Map<String, String> labels) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels.getOrDefault(matcher.label(), ""))) {
        return false;
      }
    }
    return true;
  }

  /** The selector in PromQL, the metric name among the other matchers. */
  @Override
  public String toString() {
    return matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
