package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per runbook of a source, known by the id it states or else by its path, with the sections
 * it has.
 *
 * <p>{@code path} is where the file came in below the folder of exports. {@code name} is the file's
 * name without its ending, in small letters. Of several contents of one runbook the one that states
 * the latest review stands; where two state the same or none, files do not tell which is newer: the
 * one with the greater digest stands and {@code content_count} is above 1. {@code owner} may be a
 * person's name, which leaves this table nowhere.
 */
public final class Runbooks {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "runbooks",
          """
          source STRING NOT NULL,
          runbook_key STRING NOT NULL,
          path STRING NOT NULL,
          name STRING NOT NULL,
          content_sha256 STRING NOT NULL,
          title STRING,
          service STRING,
          owner STRING,
          reviewed_at TIMESTAMP,
          sections ARRAY<STRUCT<name: STRING, line: INT, is_empty: BOOLEAN>> NOT NULL,
          content_count BIGINT NOT NULL
          """,
          "source",
          "runbook_key");

  private Runbooks() {}

  /**
   * Builds the table, two shuffles of as many rows as there are files.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   * @param exports {@link dev.aftermath.jobs.bronze.Exports}, which know the files' names
   */
  public static Dataset<Row> build(Dataset<Row> records, Dataset<Row> exports) {
    Dataset<Row> files =
        exports.select(
            col("export_id"),
            col("content_sha256"),
            coalesce(
                    expr("concat(regexp_extract(file_name, '^(.*/)?', 0), entry_name)"),
                    col("file_name"))
                .as("path"));
    return records
        .where("kind = 'runbook'")
        .select(col("export_id"), col("source"), col("fields"))
        .join(files, "export_id")
        .withColumn("runbook_key", coalesce(col("fields").getItem("number"), col("path")))
        .groupBy("source", "runbook_key")
        .agg(
            max_by(
                    struct("path", "content_sha256", "fields"),
                    struct(expr("cast(fields['reviewed_at'] AS TIMESTAMP)"), col("content_sha256")))
                .as("last"),
            count(lit(1)).as("content_count"))
        .select(
            col("source"),
            col("runbook_key"),
            col("last.path").as("path"),
            lower(regexp_extract(col("last.path"), "([^/]+?)(\\.[^./]*)?$", 1)).as("name"),
            col("last.content_sha256").as("content_sha256"),
            expr("last.fields['title']").as("title"),
            expr("last.fields['service']").as("service"),
            expr("last.fields['owner']").as("owner"),
            expr("cast(last.fields['reviewed_at'] AS TIMESTAMP)").as("reviewed_at"),
            coalesce(
                    expr(
                        """
                        transform(split(last.fields['sections'], '\\\\n'), line -> named_struct(
                          'name', split(line, ' ')[0], 'line', cast(split(line, ' ')[1] AS INT),
                          'is_empty', line LIKE '% empty'))
                        """),
                    expr("array()"))
                .as("sections"),
            col("content_count"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
