package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
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
    try {
      return label == null
          ? ReportWeek.lastClosedAt(platform.asOf(), platform.settings().reportZone())
          : ReportWeek.labelled(label, platform.settings().reportZone());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }
}
