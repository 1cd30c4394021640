package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per export in the lake: its source, period and account. */
public final class ExportAccounts {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "export_accounts",
          """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          format STRING NOT NULL,
          file_name STRING NOT NULL,
          entry_name STRING,
          content_sha256 STRING NOT NULL,
          status STRING NOT NULL,
          source_count BIGINT NOT NULL,
          good_count BIGINT NOT NULL,
          duplicate_count BIGINT NOT NULL,
          quarantined_count BIGINT NOT NULL,
          observed_from TIMESTAMP,
          observed_to TIMESTAMP,
          warnings ARRAY<STRING> NOT NULL
          """,
          "export_id");

  private ExportAccounts() {}

  /** The accounts without what concerns the landing alone. */
  public static Dataset<Row> build(Dataset<Row> exports) {
    Dataset<Row> rows =
        exports.select(
            java.util.Arrays.stream(TABLE.schema().fieldNames())
                .map(name -> col(name))
                .toArray(org.apache.spark.sql.Column[]::new));
    return Schemas.fit(rows, TABLE.schema());
  }
}
