package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;

/** What was asked for had not been published at the instant; the message says since when it is. */
public final class NotPublishedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPublishedException(TableSpec table, Instant wanted, Instant first) {
    super(
        "Cannot show "
            + table.name()
            + " as it was published at "
            + wanted
            + ": it was first written at "
            + first
            + ". Name this instant, or a later one");
  }

  NotPublishedException(TableSpec table, Commit written) {
    super(
        "Cannot tell what "
            + table.name()
            + " is as of in its version "
            + written.version()
            + " of "
            + written.writtenAt()
            + ": the release that wrote it did not note its evaluation. Name a later instant, or run"
            + " once and name none");
  }
}
