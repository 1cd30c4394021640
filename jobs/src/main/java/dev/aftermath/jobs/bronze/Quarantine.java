package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.TableSpec;

/** One row per thing that could not be taken from an export: where it stands, why, what to do. */
public final class Quarantine {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.bronze(
          "quarantine",
          """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          file_name STRING NOT NULL,
          entry_name STRING,
          position BIGINT NOT NULL,
          place STRING NOT NULL,
          defect STRING NOT NULL,
          cause STRING NOT NULL,
          remedy STRING NOT NULL,
          record_count BIGINT NOT NULL,
          original STRING NOT NULL
          """,
          "export_id",
          "position",
          "defect");

  private Quarantine() {}
}
