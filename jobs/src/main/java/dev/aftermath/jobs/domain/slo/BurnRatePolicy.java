package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Span;
import java.io.Serializable;
import java.util.List;

/**
 * A set of burn-rate rules that belong together.
 *
 * @param version counts up whenever a rule changes
 * @param source where its numbers come from
 * @param period the length of the SLO window that its factors are made for
 */
public record BurnRatePolicy(
    String name, long version, String source, Span period, List<BurnRateRule> rules)
    implements Serializable {

  /** Takes a copy. */
  public BurnRatePolicy {
    rules = List.copyOf(rules);
  }
}
