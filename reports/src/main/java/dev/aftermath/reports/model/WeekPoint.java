package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * The value of one week in a series.
 *
 * @param isoWeek ISO week such as {@code 2026-W46}
 * @param value in the unit of the series; null for a week without a value, which is drawn as a gap
 * @param n number of members behind the value
 */
public record WeekPoint(String isoWeek, @Nullable Double value, long n) {
  /** Refuses a value that no chart can show. */
  public WeekPoint {
    Finite.require("value of week " + isoWeek, value);
  }
}
