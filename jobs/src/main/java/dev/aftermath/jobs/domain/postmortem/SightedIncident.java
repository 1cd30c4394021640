package dev.aftermath.jobs.domain.postmortem;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an incident a postmortem may name.
 *
 * @param names its keys and numbers in every system
 * @param startedAt when it began; null when nobody knows
 */
public record SightedIncident(
    String id,
    List<String> names,
    @Nullable String service,
    @Nullable String tenant,
    @Nullable Instant startedAt) {
  /** Takes a copy. */
  public SightedIncident {
    names = List.copyOf(names);
  }
}
