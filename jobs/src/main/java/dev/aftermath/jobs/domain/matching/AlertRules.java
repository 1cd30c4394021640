package dev.aftermath.jobs.domain.matching;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * By what alerts are put down to incidents.
 *
 * @param keyWithin how long after an alert began an incident that it shares a key with may be
 *     opened
 * @param nearby for what no key joins, tried in this order: the incident that is opened next,
 *     within the rule's time
 */
public record AlertRules(Duration keyWithin, List<NearbyRule> nearby) implements Serializable {
  /** Only keys join anything, within an hour. */
  public static final AlertRules KEYS_ONLY = new AlertRules(Duration.ofHours(1), List.of());

  /** Takes a copy of the list. */
  public AlertRules {
    nearby = List.copyOf(nearby);
  }
}
