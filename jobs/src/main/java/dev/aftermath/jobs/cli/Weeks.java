package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The weeks that options name. */
final class Weeks {
  private Weeks() {}

  /** The named week, or the last that had closed. */
  static ReportWeek named(@Nullable String label, Platform platform) {
    return named(label, platform.asOf(), platform.settings().reportZone());
  }

  /** The named week, or the last that had closed at the instant. */
  static ReportWeek named(@Nullable String label, Instant asOf, ZoneId zone) {
    try {
      return label == null ? ReportWeek.lastClosedAt(asOf, zone) : ReportWeek.labelled(label, zone);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }
}
