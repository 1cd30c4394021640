package dev.aftermath.jobs.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.raise_error;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings rows to the schema of their table. */
public final class Schemas {
  private Schemas() {}

  /**
   * The rows with exactly the schema's columns. Spark cannot see that a column which may be null by
   * its type never is; a null where the schema forbids one fails the job and names the column.
   */
  public static Dataset<Row> fit(Dataset<Row> rows, StructType schema) {
    Map<String, Column> required = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      if (!field.nullable() && rows.schema().apply(field.name()).nullable()) {
        required.put(field.name(), required(field));
      }
    }
    return (required.isEmpty() ? rows : rows.withColumns(required)).to(schema);
  }

  private static Column required(StructField field) {
    String failure = "Column " + field.name() + " must not be null";
    // The last alternative is never reached: a literal is what tells Spark that no null remains.
    Column never =
        field.dataType() instanceof ArrayType
            ? array().cast(field.dataType())
            : field.dataType() instanceof MapType
                ? map().cast(field.dataType())
                : switch (field.dataType().typeName()) {
                  case "date", "timestamp" -> lit(Instant.EPOCH).cast(field.dataType());
                  case "boolean" -> lit(false);
                  default -> lit(0L).cast(field.dataType());
                };
    return coalesce(col(field.name()), raise_error(lit(failure)), never);
  }
}
