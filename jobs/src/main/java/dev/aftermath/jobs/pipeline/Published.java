package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.Optional;

/** Which version of a table stood in the lake at an instant. */
final class Published {
  private Published() {}

  /**
   * The newest commit at the instant or before.
   *
   * @return empty when the table was never written, so that it has no rows now either
   * @throws NotPublishedException when the table was first written after the instant
   */
  static Optional<Commit> at(Lake lake, TableSpec table, Instant instant) {
    Optional<Commit> commit = lake.at(table, instant);
    if (commit.isEmpty()) {
      lake.commits(table).stream()
          .findFirst()
          .ifPresent(
              first -> {
                throw new NotPublishedException(table, instant, first.writtenAt());
              });
    }
    return commit;
  }
}
