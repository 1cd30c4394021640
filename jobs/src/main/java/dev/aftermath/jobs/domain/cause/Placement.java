package dev.aftermath.jobs.domain.cause;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cause that an incident was put down to, and why.
 *
 * @param causeId minted once and never computed again
 * @param edge why
 * @param evidence what both have in common, in words
 * @param similarityRatio null unless titles were compared
 * @param claims the hashes of the fingerprints that mean this cause from now on
 * @param leftCauseId the cause that it was put down to before; null where there was none
 */
public record Placement(
    String causeId,
    Edge edge,
    String evidence,
    @Nullable Double similarityRatio,
    List<Long> claims,
    @Nullable String leftCauseId) {
  /** Takes a copy of the list. */
  public Placement {
    claims = List.copyOf(claims);
  }

  /** Why an incident is with a cause. */
  public enum Edge {
    /** It is the first of its cause, by which others are judged. */
    LEADER,
    /** As {@link CauseKey.Kind#PROBLEM}. */
    PROBLEM,
    /** As {@link CauseKey.Kind#PARENT}. */
    PARENT,
    /** As {@link CauseKey.Kind#CHANGE}. */
    CHANGE,
    /** As {@link CauseKey.Kind#MONITOR}. */
    MONITOR,
    /** As {@link CauseKey.Kind#ALERT_RULE}. */
    ALERT_RULE,
    /** As {@link CauseKey.Kind#TEMPLATE}. */
    TEMPLATE,
    /** A machine's title is like the leader's. */
    SIMILAR,
    /** As {@link CauseKey.Kind#SENTENCE}. */
    SENTENCE,
    /** As {@link CauseKey.Kind#TITLE}. */
    TITLE;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Edge of(CauseKey.Kind kind) {
      return valueOf(kind.name());
    }
  }
}
