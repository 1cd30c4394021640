package dev.aftermath.reports.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action item that did not keep a cause from striking again, although its time was up or it was
 * done.
 *
 * @param causeId by which the cause is known from week to week
 * @param service the service that most of the cause's incidents are on, null where unknown
 * @param cause what people call it
 * @param promise what was to be done
 * @param number by what the action item is known
 * @param kind how it stood when the cause struck again
 * @param dueAt when it was due, null where nothing says
 * @param doneAt when it was done, null where it is not
 * @param recurrenceCount episodes of the cause meanwhile, at least one
 * @param firstRecurredAt when the first of them began
 * @param lastRecurredAt when the last of them began
 * @param overdueDays whole days that its time had been up by the last of them, null once it is done
 * @param quietDays whole days from when it was done to the first of them, null while it is open
 */
public record BrokenPromiseLine(
    String causeId,
    @Nullable String service,
    String cause,
    String promise,
    String number,
    Kind kind,
    @Nullable Instant dueAt,
    @Nullable Instant doneAt,
    long recurrenceCount,
    Instant firstRecurredAt,
    Instant lastRecurredAt,
    @Nullable Long overdueDays,
    @Nullable Long quietDays) {

  /** How an action item stood. */
  public enum Kind {
    /** It was not done, and its time was up. */
    OVERDUE,
    /** It was done. */
    DONE
  }
}
