package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When a page and a ticket that no key joins are one incident all the same: they state the same in
 * some fields, were opened within a time of each other, and each is the other's nearest.
 *
 * @param name the word in {@code match_rule}
 * @param same all of them must be stated on both sides, and alike but for case
 * @param within the longest time between the openings, inclusive
 */
public record NearbyRule(String name, List<IncidentField> same, Duration within)
    implements Serializable {

  /** Takes a copy of the list. */
  public NearbyRule {
    same = List.copyOf(same);
  }
}
