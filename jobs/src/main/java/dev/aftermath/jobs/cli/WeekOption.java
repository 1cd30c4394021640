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
<<<<<<< HEAD:jobs/src/main/java/dev/aftermath/jobs/cli/WeekOption.java
  ReportWeek of(Platform platform) {
=======
  static ReportWeek named(@Nullable String label, Platform platform) {
    return named(label, platform.asOf(), platform.settings().reportZone());
  }

  /** The named week, or the last that had closed at the instant. */
  static ReportWeek named(@Nullable String label, Instant asOf, ZoneId zone) {
>>>>>>> main:jobs/src/main/java/dev/aftermath/jobs/cli/Weeks.java
    try {
      return label == null ? ReportWeek.lastClosedAt(asOf, zone) : ReportWeek.labelled(label, zone);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }
}
