package dev.aftermath.jobs.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must be declared before files of a format can be read. */
public final class Requirements {
  private Requirements() {}

  /**
   * A setting that is missing.
   *
   * @param name as in {@code conf/sources/*.yaml}
   * @param reason why the format cannot do without it, as the end of a sentence
   */
  public record Missing(String name, String reason) {}

  /** The settings that files of the format need and that are not declared. */
  public static List<Missing> missing(ExportFormat format, SourceSettings settings) {
    List<Missing> missing = new ArrayList<>();
    switch (format) {
      case EVENT_LOG_CSV -> {
        require(missing, settings.keyColumn(), "key", "the column that identifies an incident");
        require(missing, settings.clockColumn(), "clock", "the column that says when");
        requirePattern(missing, settings);
        requireZone(missing, settings);
      }
      case SERVICENOW_CSV -> {
        requirePattern(missing, settings);
        requireZone(missing, settings);
      }
      case PAGERDUTY_CSV -> requireZone(missing, settings);
      default -> {
        if (settings.datePattern() != null) {
          requireZone(missing, settings);
        }
      }
    }
    return List.copyOf(missing);
  }

  /** Why the pattern cannot be used; empty when it can. */
  public static Optional<String> patternProblem(String pattern) {
    try {
      Times.formatter(pattern);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void requirePattern(List<Missing> missing, SourceSettings settings) {
    require(missing, settings.datePattern(), "date_pattern", "the file does not say it");
  }

  private static void requireZone(List<Missing> missing, SourceSettings settings) {
    String pattern = settings.datePattern();
    if (pattern == null || !Times.carriesZone(pattern)) {
      require(missing, settings.zone(), "zone", "timestamps of this format carry none");
    }
  }

  private static void require(
      List<Missing> missing, @Nullable String value, String name, String reason) {
    if (value == null) {
      missing.add(new Missing(name, reason));
    }
  }
}
