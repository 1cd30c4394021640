package dev.aftermath.jobs.testing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Writes tables of which a test states only the columns that it is about. */
public final class StatedRows {
  private StatedRows() {}

  /** Replaces a table; what is not stated is empty, 0 or null, and an instant the given one. */
  public static void write(Lake lake, TableSpec table, Dataset<Row> stated, Instant otherwise) {
    lake.replace(table, of(table, stated, otherwise), Note.of("test"));
  }

  /** Rows of a table; what is not stated is empty, 0 or null, and an instant the given one. */
  public static Dataset<Row> of(TableSpec table, Dataset<Row> stated, Instant otherwise) {
    Dataset<Row> rows = stated;
    for (StructField field : table.schema().fields()) {
      if (List.of(stated.columns()).contains(field.name())) {
        continue;
      }
      rows =
          rows.withColumn(
              field.name(),
              field.nullable()
                  ? lit(null).cast(field.dataType())
                  : switch (field.dataType().typeName()) {
                    case "array" -> array().cast(field.dataType());
                    case "timestamp" -> lit(otherwise);
                    case "long" -> lit(0L);
                    case "boolean" -> lit(false);
                    default -> lit("");
                  });
    }
    return Schemas.fit(rows, table.schema());
  }
}
