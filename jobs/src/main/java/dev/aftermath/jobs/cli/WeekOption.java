package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The week that a command is about. */
final class WeekOption {
  @Option(
      names = "--week",
      paramLabel = "WEEK",
      description = "ISO week, such as 2026-W46. Default: the last that closed.")
  private @Nullable String label;

  /** The named week, or the last that had closed. */
  ReportWeek of(Platform platform) {
    return at(platform.asOf(), platform.settings().reportZone());
  }

  /** The named week, or the last that had closed at the instant. */
  ReportWeek at(Instant asOf, ZoneId zone) {
    try {
      return label == null ? ReportWeek.lastClosedAt(asOf, zone) : ReportWeek.labelled(label, zone);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the command line names a week. */
  boolean isGiven() {
    return label != null;
  }
}
