package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.TableSpec;

/**
 * One row per export: a file, or an entry of an archive, with its account.
 *
 * <p>For every row {@code source_count = landed_count = good_count + duplicate_count +
 * quarantined_count}. The row is written last, so an export is in the lake if and only if it is
 * here.
 */
public final class Exports {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.bronze(
          "exports",
          """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          format STRING NOT NULL,
          file_name STRING NOT NULL,
          entry_name STRING,
          content_sha256 STRING NOT NULL,
          file_sha256 STRING NOT NULL,
          settings_digest STRING NOT NULL,
          byte_count BIGINT NOT NULL,
          status STRING NOT NULL,
          source_count BIGINT NOT NULL,
          landed_count BIGINT NOT NULL,
          good_count BIGINT NOT NULL,
          duplicate_count BIGINT NOT NULL,
          quarantined_count BIGINT NOT NULL,
          observed_from TIMESTAMP,
          observed_to TIMESTAMP,
          warnings ARRAY<STRING> NOT NULL,
          batch_id STRING NOT NULL
          """,
          "export_id");

  private Exports() {}
}
