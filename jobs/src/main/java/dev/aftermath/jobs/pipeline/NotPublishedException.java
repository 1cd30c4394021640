package dev.aftermath.jobs.pipeline;

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

  NotPublishedException(TableSpec table) {
    super(
        "Cannot tell the evaluation of "
            + table.name()
            + ": its version of then was written by a release that did not note it. Name a later"
            + " instant, or none, after a run");
  }
}
