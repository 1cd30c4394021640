package dev.aftermath.jobs.domain.cause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident of a cause.
 *
 * @param title as it is compared: masked where a machine wrote it; empty where there is none
 * @param sentence the cause as somebody wrote it down; null where nobody did
 * @param acknowledgeSeconds null where nobody acknowledged it
 * @param resolveSeconds null while it is open
 * @param trigger what came before it
 */
public record CauseMember(
    String incidentId,
    Instant openedAt,
    @Nullable String service,
    @Nullable String tenant,
    String title,
    @Nullable String sentence,
    @Nullable Long acknowledgeSeconds,
    @Nullable Long resolveSeconds,
    Trigger trigger) {

  /** What came before an incident. */
  public enum Trigger {
    /** A deployment that it is put down to. */
    CHANGE,
    /** None is known. */
    NONE_KNOWN
  }
}
