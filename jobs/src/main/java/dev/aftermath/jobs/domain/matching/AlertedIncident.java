package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident, as far as alerts are put down to it.
 *
 * @param recordKeys what its systems call it
 * @param mergedInto what the system calls the incident that it was merged into; null unless merged
 * @param settledAt when it was resolved or closed; null while it is open
 * @param deduplicationKey what alerts that join it have in common; null when none is stated
 * @param alerts the fingerprints that its log names
 * @param traits what it is about; a field that it does not state is absent
 */
public record AlertedIncident(
    String incidentId,
    List<String> recordKeys,
    @Nullable String mergedInto,
    Instant openedAt,
    @Nullable Instant settledAt,
    @Nullable String deduplicationKey,
    List<String> alerts,
    Map<IncidentField, String> traits)
    implements Serializable {

  static final Comparator<AlertedIncident> FIRST_OPENED =
      Comparator.comparing(AlertedIncident::openedAt).thenComparing(AlertedIncident::incidentId);

  /** Takes copies. */
  public AlertedIncident {
    recordKeys = List.copyOf(recordKeys);
    alerts = List.copyOf(alerts);
    traits = Map.copyOf(traits);
  }

  /** Whether it was open at an instant. */
  boolean isOpenAt(Instant at) {
    return !openedAt.isAfter(at) && (settledAt == null || settledAt.isAfter(at));
  }
}
