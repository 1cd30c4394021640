package dev.aftermath.jobs.domain.cause;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what incidents are put down to causes, and what is said of a cause.
 *
 * @param scope whose titles and sentences are compared
 * @param similarityRatio how much a machine's title must have in common with the first one of a
 *     cause: words of both over words of either
 * @param fewestWords how many words a human's title or sentence needs to tell a cause
 * @param sayNothing lower-case phrases; a sentence with one of them tells no cause
 * @param episodeGap incidents of one cause that were opened no further apart are one episode
 * @param grace how long after a fix it may still happen, until the fix is everywhere
 * @param quietGapCount so many usual gaps without an episode prove that a cause is quiet
 */
public record CauseRules(
    Scope scope,
    double similarityRatio,
    int fewestWords,
    List<String> sayNothing,
    Duration episodeGap,
    Duration grace,
    double quietGapCount)
    implements Serializable {
  /** Those that hold where nobody says otherwise. */
  public static final CauseRules USUAL =
      new CauseRules(
          Scope.TENANT_AND_SERVICE,
          0.7,
          3,
          List.of("false alarm", "no fault found", "not reproducible", "cause unknown"),
          Duration.ofHours(24),
          Duration.ofDays(1),
          3);

  /** Takes a copy of the list. */
  public CauseRules {
    sayNothing = List.copyOf(sayNothing);
  }

  /** Whose titles and sentences are compared. */
  public enum Scope {
    /** Those of one tenant on one service. */
    TENANT_AND_SERVICE,
    /** Those of all tenants on one service. */
    SERVICE;

    /** The name of the scope of an incident. */
    public String of(@Nullable String tenant, @Nullable String service) {
      String ofService = service == null ? "" : service;
      return this == SERVICE ? ofService : (tenant == null ? "" : tenant) + "\n" + ofService;
    }
  }
}
