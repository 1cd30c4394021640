package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One firing of an alert, as far as an incident is looked for that it led to.
 *
 * @param groupKeys the keys of the groups that it was notified with
 * @param traits what it is about; a field that it does not state is absent
 */
public record AlertSighting(
    String fingerprint,
    Instant startedAt,
    Set<String> groupKeys,
    Map<IncidentField, String> traits) {

  /** Takes copies. */
  public AlertSighting {
    groupKeys = Set.copyOf(groupKeys);
    traits = Map.copyOf(traits);
  }
}
