package dev.aftermath.jobs.domain.cause;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a human decided about a cause. Decisions are added and never taken back: a later one
 * outweighs an earlier one, and each outweighs what the registry finds by itself.
 *
 * @param number in the order of decisions, from 0
 * @param causeId the cause that it is about; of a merger the one that stays
 * @param otherCauseId of a merger the cause that becomes the first, of a split and of two that
 *     cannot be linked the id of the part; null otherwise
 * @param incidentIds of a split the part, of two that cannot be linked the one that stays and the
 *     one that goes; empty otherwise
 * @param name the new name; null unless renamed
 * @param fixedAt when it was fixed; null unless it was
 * @param note why; null where nobody said
 */
public record CauseDecision(
    long number,
    Kind kind,
    String causeId,
    @Nullable String otherCauseId,
    List<String> incidentIds,
    @Nullable String name,
    @Nullable Instant fixedAt,
    Instant decidedAt,
    @Nullable String note)
    implements Serializable {
  /** Takes a copy of the list. */
  public CauseDecision {
    incidentIds = List.copyOf(incidentIds);
  }

  /** What can be decided. */
  public enum Kind {
    /** Two causes are one. */
    MERGE,
    /** Some incidents have another cause. */
    SPLIT,
    /** The cause has a name. */
    RENAME,
    /** Two incidents have different causes. */
    CANNOT_LINK,
    /** The cause was fixed. */
    FIXED;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
