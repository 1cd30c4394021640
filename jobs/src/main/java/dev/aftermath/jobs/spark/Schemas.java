package dev.aftermath.jobs.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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
    return inOrder(required.isEmpty() ? rows : rows.withColumns(required), schema);
  }

  /**
   * The rows with the schema's columns in its order. Where no type differs but in what may be null,
   * columns are taken as they are: Spark's own way rebuilds each list and map, element by element
   * and interpreted, whether or not there is anything to change.
   */
  public static Dataset<Row> inOrder(Dataset<Row> rows, StructType schema) {
    List<Column> columns = new ArrayList<>();
    List<String> given = List.of(rows.columns());
    for (StructField field : schema.fields()) {
      if (Collections.frequency(given, field.name()) != 1) {
        return rows.to(schema);
      }
      StructField found = rows.schema().apply(field.name());
      if (!isFit(found, field)) {
        return rows.to(schema);
      }
      columns.add(
          found.dataType().equals(field.dataType())
              ? col(field.name())
              : col(field.name()).cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Whether every value of a column may stand in another one as it is. */
  private static boolean isFit(StructField found, StructField wanted) {
    return (wanted.nullable() || !found.nullable()) && isFit(found.dataType(), wanted.dataType());
  }

  private static boolean isFit(DataType found, DataType wanted) {
    if (found instanceof ArrayType list && wanted instanceof ArrayType wantedList) {
      return list.elementType().equals(wantedList.elementType())
          && (wantedList.containsNull() || !list.containsNull());
    }
    if (found instanceof MapType map && wanted instanceof MapType wantedMap) {
      return map.keyType().equals(wantedMap.keyType())
          && map.valueType().equals(wantedMap.valueType())
          && (wantedMap.valueContainsNull() || !map.valueContainsNull());
    }
    return found.equals(wanted);
  }

  /**
   * The schema with instants as microseconds since the epoch (BIGINT) and days as days since it
   * (INT): for rows that Java code makes, as Spark holds them inside, so that nothing is converted.
   */
  public static StructType withNumbersForTimes(StructType schema) {
    StructField[] fields = schema.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      DataType number =
          switch (fields[i].dataType().typeName()) {
            case "timestamp" -> DataTypes.LongType;
            case "date" -> DataTypes.IntegerType;
            default -> fields[i].dataType();
          };
      fields[i] = DataTypes.createStructField(fields[i].name(), number, fields[i].nullable());
    }
    return new StructType(fields);
  }

  /** The way back from {@link #withNumbersForTimes}: rows that {@link #fit} the schema. */
  public static Dataset<Row> fitNumbersForTimes(Dataset<Row> rows, StructType schema) {
    Map<String, Column> times = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      switch (field.dataType().typeName()) {
        case "timestamp" -> times.put(field.name(), timestamp_micros(col(field.name())));
        case "date" -> times.put(field.name(), date_from_unix_date(col(field.name())));
        default -> {}
      }
    }
    return fit(times.isEmpty() ? rows : rows.withColumns(times), schema);
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
