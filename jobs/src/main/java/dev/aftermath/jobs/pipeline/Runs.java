package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.lake.TableSpec;

/** One row per run and step: what the platform did, when, and how long it took. */
public final class Runs {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.operations(
          "runs",
          """
          run_id STRING NOT NULL,
          started_at TIMESTAMP NOT NULL,
          as_of TIMESTAMP NOT NULL,
          step STRING NOT NULL,
          outcome STRING NOT NULL,
          table_version BIGINT,
          row_count BIGINT,
          duration_seconds DOUBLE NOT NULL
          """,
          "run_id",
          "step");

  private Runs() {}
}
