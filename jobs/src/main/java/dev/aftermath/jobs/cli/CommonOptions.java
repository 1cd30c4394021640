package dev.aftermath.jobs.cli;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works on a lake. */
final class CommonOptions extends LakeOptions {
  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "Path or URI of what is published; wins over the settings.")
  @Nullable String output;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "Compute for this instant (RFC 3339, such as 2026-11-24T11:05:00Z). Default: now.")
  @Nullable Instant asOf;

  @Override
  Optional<String> output() {
    return Optional.ofNullable(output);
  }

  @Override
  Instant asOf(InstantSource clock) {
    return asOf != null ? asOf : clock.instant();
  }
}
