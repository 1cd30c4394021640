package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * How often something that is owed after an incident was done.
 *
 * @param measure what
 * @param span of which weeks
 * @param doneCount those that it was done of
 * @param decidedCount those of which it is known whether it was
 * @param undecidedCount those of which it is not known, or whose time is not up
 * @param ratio done of decided, null of nothing
 * @param interval the 95 % interval of the ratio, null of nothing
 */
public record LearningLine(
    Measure measure,
    Span span,
    long doneCount,
    long decidedCount,
    long undecidedCount,
    @Nullable Double ratio,
    @Nullable Interval interval) {
  /** Refuses a ratio that no format can show. */
  public LearningLine {
    Finite.require("ratio of " + measure, ratio);
  }

  /** What is measured. */
  public enum Measure {
    /** Incidents resolved that ask for a postmortem and have one. */
    POSTMORTEM_WRITTEN,
    /** Of those, in time. */
    POSTMORTEM_IN_TIME,
    /** Action items due that were closed in time. */
    ACTION_ITEM_CLOSED_IN_TIME
  }

  /** Of which weeks. */
  public enum Span {
    /** The report's week. */
    WEEK,
    /** The twelve weeks up to and with it. */
    TWELVE_WEEKS
  }
}
