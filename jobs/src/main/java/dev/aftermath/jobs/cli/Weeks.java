package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import org.jspecify.annotations.Nullable;

/** The weeks that options name. */
final class Weeks {
  private Weeks() {}

  /** The named week, or the last that had closed. */
  static ReportWeek named(@Nullable String label, Platform platform) {
    try {
      return label == null
          ? ReportWeek.lastClosedAt(platform.asOf(), platform.settings().reportZone())
          : ReportWeek.labelled(label, platform.settings().reportZone());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }
}
