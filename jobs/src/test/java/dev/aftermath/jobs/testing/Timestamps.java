package dev.aftermath.jobs.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Shows timestamps and dates as ISO-8601 texts. */
public final class Timestamps {
  private Timestamps() {}

  /** The rows with their timestamp columns as texts in UTC. */
  public static Dataset<Row> asText(Dataset<Row> rows) {
    Dataset<Row> texts = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.dataType().typeName().equals("timestamp")) {
        texts =
            texts.withColumn(
                field.name(), date_format(col(field.name()), "yyyy-MM-dd'T'HH:mm:ss'Z'"));
      } else if (field.dataType().typeName().equals("date")) {
        texts = texts.withColumn(field.name(), col(field.name()).cast("string"));
      }
    }
    return texts;
  }
}
