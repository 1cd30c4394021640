package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * Tickets resolved in the week and what became of their service level agreements (SLAs) of one
 * target. The five counts after {@code resolvedCount} sum to it.
 *
 * @param target what was promised
 * @param segmentType {@code all}, {@code service}, {@code tenant}, {@code team} or {@code priority}
 * @param segment which of them; {@code all} of all
 * @param resolvedCount all of them
 * @param metCount those that met every SLA
 * @param breachedCount those that breached one
 * @param cancelledCount those whose SLAs were all cancelled
 * @param undecidedCount those with one that still runs or says nothing
 * @param withoutSlaCount those without an SLA
 * @param metRatio met of met and breached, null where there is neither
 * @param metOfResolvedRatio met of all resolved, null where none was
 * @param variation what the weeks before say about {@code metRatio}; null of a segment, which is
 *     not compared
 */
public record SlaLine(
    Target target,
    String segmentType,
    String segment,
    long resolvedCount,
    long metCount,
    long breachedCount,
    long cancelledCount,
    long undecidedCount,
    long withoutSlaCount,
    @Nullable Double metRatio,
    @Nullable Double metOfResolvedRatio,
    @Nullable Variation variation) {
  /** Refuses counts that are not the whole, and ratios that no format can show. */
  public SlaLine {
    if (metCount + breachedCount + cancelledCount + undecidedCount + withoutSlaCount
        != resolvedCount) {
      throw new IllegalArgumentException(
          "Invalid parts of %d resolved tickets: %d, %d, %d, %d and %d"
              .formatted(
                  resolvedCount,
                  metCount,
                  breachedCount,
                  cancelledCount,
                  undecidedCount,
                  withoutSlaCount));
    }
    Finite.require("ratio of SLAs met", metRatio);
    Finite.require("ratio of resolved tickets with SLAs met", metOfResolvedRatio);
  }

  /** Those whose SLAs are decided: the denominator of {@link #metRatio}. */
  public long decidedCount() {
    return metCount + breachedCount;
  }

  /** What an SLA promises. */
  public enum Target {
    /** Somebody answers in time. */
    RESPONSE,
    /** The incident is over in time. */
    RESOLUTION
  }
}
