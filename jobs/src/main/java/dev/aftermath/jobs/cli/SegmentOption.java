package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.Spelling;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the incidents, or other cases, that a command is about. */
final class SegmentOption {
  @Option(
      names = "--segment",
      paramLabel = "SEGMENT",
      description = "Type and name, such as service=checkout. Default: all.")
  private @Nullable String text;

  /** The named segment, or all. */
  Segment segment() {
    if (text == null) {
      return Segment.ALL;
    }
    int equals = text.indexOf('=');
    String type = equals < 0 ? text : text.substring(0, equals);
    if (equals < 0 || !Segment.types().contains(type)) {
      throw new InvalidInputException(
          "Invalid segment: \""
              + text
              + "\" (must be a type and a name, such as service=checkout)"
              + Spelling.suggestion(type, Segment.types()));
    }
    return new Segment(type, text.substring(equals + 1));
  }
}
