package dev.aftermath.reports.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recurring cause.
 *
 * @param id by which the cause is known from week to week
 * @param service the service that most of its incidents are on, null where unknown
 * @param cause what people call it
 * @param episodeCount how often it struck: incidents opened soon after one another count once
 * @param recentCount episodes in the four weeks before the as-of time
 * @param incidentCount number of incidents
 * @param firstSeen opening of its first incident
 * @param lastSeen opening of its latest incident
 * @param medianGapSeconds from the beginning of one episode to that of the next, null with one
 * @param trend the last four weeks against the twelve before
 * @param standing whether it recurs, was fixed or came back
 * @param actionItems how what its postmortems promise stands
 * @param budgetShareRatio the largest part of a four-week error budget that it took; null where it
 *     took none
 * @param budgetSlo the name of that budget's SLO
 * @param incidentIds its incidents by the names people know, in order of opening
 * @param incidentSeconds summed duration of its resolved incidents, null where none is resolved
 */
public record CauseLine(
    String id,
    @Nullable String service,
    String cause,
    long episodeCount,
    long recentCount,
    long incidentCount,
    Instant firstSeen,
    Instant lastSeen,
    @Nullable Double medianGapSeconds,
    Trend trend,
    Standing standing,
    ActionItems actionItems,
    @Nullable BigDecimal budgetShareRatio,
    @Nullable String budgetSlo,
    List<String> incidentIds,
    @Nullable Long incidentSeconds) {
  /** Copies the identifiers. */
  public CauseLine {
    incidentIds = List.copyOf(incidentIds);
  }

  /** Whether it strikes more often than before. */
  public enum Trend {
    /** It struck in the last four weeks for the first time. */
    NEW,
    /** More often than chance explains. */
    RISING,
    /** No change that chance does not explain. */
    STEADY,
    /** More seldom than chance explains. */
    FALLING,
    /** Not at all for sixteen weeks. */
    QUIET
  }

  /**
   * How a cause stands.
   *
   * @param fixedAt when it was last said to be fixed, null where nothing says so
   * @param fixBasis what says so, null where nothing does
   * @param cameBackAt when it struck again after that, null where it did not
   * @param quietProvenAt when it may be called quiet if nothing happens until then, null where
   *     nobody can tell
   */
  public record Standing(
      Status status,
      @Nullable Instant fixedAt,
      @Nullable FixBasis fixBasis,
      @Nullable Instant cameBackAt,
      @Nullable Instant quietProvenAt) {}

  /** What says that a cause was fixed. */
  public enum FixBasis {
    /** All action items of its postmortems were done. */
    ACTION_ITEMS,
    /** Its problem records were closed with a fix. */
    PROBLEM,
    /** Somebody decided so. */
    HUMAN
  }

  /**
   * How the action items of a cause's postmortems stand; cancelled ones are in no count.
   *
   * @param overdueCount of the open ones, those whose time is up
   * @param oldestOpenDays whole days that the oldest open one has been open, null where none is
   * @param earliestDueAt when the first of the open ones is due, null where none has to be
   */
  public record ActionItems(
      long openCount,
      long overdueCount,
      long doneCount,
      @Nullable Long oldestOpenDays,
      @Nullable Instant earliestDueAt) {
    /** Nothing was promised. */
    public static ActionItems none() {
      return new ActionItems(0, 0, 0, null, null);
    }
  }

  /** Whether it recurs, was fixed or came back. */
  public enum Status {
    /** It struck once. */
    SINGLE,
    /** It strikes time and again. */
    RECURRING,
    /** It was said to be fixed; too little time has gone by to be sure. */
    CLAIMED_FIXED,
    /** It has been silent for longer than chance explains. */
    PROVEN_QUIET,
    /** It was said to be fixed and struck again. */
    CAME_BACK
  }
}
