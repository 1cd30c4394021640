package dev.aftermath.jobs.domain.postmortem;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a postmortem may tell its incident.
 *
 * @param startedAt when its incident began, as stated or by the first entry of its timeline
 */
public record PostmortemSighting(
    String source,
    String key,
    List<String> stated,
    List<String> mentioned,
    @Nullable String title,
    @Nullable String service,
    @Nullable String tenant,
    @Nullable Instant startedAt)
    implements Serializable {
  /** Takes copies. */
  public PostmortemSighting {
    stated = List.copyOf(stated);
    mentioned = List.copyOf(mentioned);
  }
}
