package dev.aftermath.jobs.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that can show what stood in the lake in the past. */
final class PublishedOption {
  @Option(
      names = "--as-published",
      paramLabel = "INSTANT",
      description = {
        "Show what stood in the lake at this instant (RFC 3339, such as 2026-11-17T06:00:00Z).",
        "Default: what stands in it now."
      })
  private @Nullable Instant instant;

  /**
   * The instant; empty for the lake as it is.
   *
   * @throws InvalidInputException when it is still to come: the answer would be another one then
   */
  Optional<Instant> atMost(Instant now) {
    if (instant != null && instant.isAfter(now)) {
      throw new InvalidInputException(
          "Cannot show what was published at "
              + instant
              + ": it is only "
              + now
              + ". Leave out --as-published for what stands in the lake now, or name an instant"
              + " that has passed");
    }
    return Optional.ofNullable(instant);
  }
}
