package dev.aftermath.reports.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is owed after an incident and whose time is up.
 *
 * @param kind what
 * @param number the number of the incident, or what else people know it by
 * @param title what the incident or the action item is about, null where it has none
 * @param service the service concerned, null where unknown
 * @param dueAt until when it was to be done
 * @param overdueSeconds for how long it is overdue
 * @param place file and line, null where it has none
 */
public record OwedLine(
    Kind kind,
    String number,
    @Nullable String title,
    @Nullable String service,
    Instant dueAt,
    long overdueSeconds,
    @Nullable String place) {
  /** What is owed. */
  public enum Kind {
    /** The postmortem of an incident. */
    POSTMORTEM,
    /** An action item of a postmortem. */
    ACTION_ITEM
  }
}
