package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.TableSpec;

/**
 * One row per log line of an export, repetitions included: a log may say the same thing twice.
 * {@code day} is that of UTC.
 */
public final class LogLines {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.bronze(
              "log_lines",
              """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          position BIGINT NOT NULL,
          epoch_nanoseconds BIGINT NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          line STRING NOT NULL,
          metadata MAP<STRING, STRING> NOT NULL,
          day DATE NOT NULL,
          month STRING NOT NULL
          """,
              "export_id",
              "position")
          .byMonth();

  private LogLines() {}
}
