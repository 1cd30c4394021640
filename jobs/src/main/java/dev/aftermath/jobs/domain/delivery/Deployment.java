package dev.aftermath.jobs.domain.delivery;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of one service.
 *
 * @param key identifies it
 * @param names what incidents may call it by: its number and its ids
 * @param endedAt when the new version was in place
 * @param committedAt when the oldest commit it brought was made; null when nobody states it
 * @param isRework whether it was unplanned and made because of an incident
 */
public record Deployment(
    String key,
    Set<String> names,
    Instant startedAt,
    Instant endedAt,
    @Nullable Instant committedAt,
    boolean isRework)
    implements Serializable {

  /** Takes a copy. */
  public Deployment {
    names = Set.copyOf(names);
  }
}
