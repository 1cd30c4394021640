package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.domain.draft.LakeRow;
import dev.aftermath.jobs.lake.TableSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** Rows of tables, of which a test names the columns that matter; nobody knows the others. */
public final class TableRows {
  private TableRows() {}

  /**
   * A row.
   *
   * @param text a line {@code column: value} for each column; elements have commas between them,
   *     rows within a row are a line {@code column/ name=value, name=value} each
   */
  public static LakeRow row(TableSpec table, String text) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String column : table.schema().fieldNames()) {
      values.put(column, null);
    }
    for (String line : text.lines().toList()) {
      int slash = line.indexOf("/ ");
      int colon = line.indexOf(": ");
      if (slash > 0 && (colon < 0 || slash < colon)) {
        String column = line.substring(0, slash);
        values.merge(
            column,
            List.of(within(column, type(table, column), line.substring(slash + 2))),
            TableRows::both);
      } else {
        String column = line.substring(0, colon);
        values.put(column, value(type(table, column), line.substring(colon + 2)));
      }
    }
    return LakeRow.of(table.name(), values);
  }

  private static DataType type(TableSpec table, String column) {
    return table.schema().apply(column).dataType();
  }

  private static Object both(Object before, Object next) {
    return Stream.concat(((List<?>) before).stream(), ((List<?>) next).stream()).toList();
  }

  private static LakeRow within(String column, DataType type, String text) {
    StructType fields = (StructType) ((ArrayType) type).elementType();
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String field : fields.fieldNames()) {
      values.put(field, null);
    }
    for (String part : text.split(", ", -1)) {
      String[] nameAndValue = part.split("=", 2);
      values.put(nameAndValue[0], value(fields.apply(nameAndValue[0]).dataType(), nameAndValue[1]));
    }
    return LakeRow.of(column, values);
  }

  private static Object value(DataType type, String text) {
    if (type instanceof StringType) {
      return text;
    }
    if (type instanceof TimestampType) {
      return Instant.parse(text);
    }
    if (type instanceof DecimalType) {
      return new BigDecimal(text);
    }
    if (type instanceof LongType) {
      return Long.valueOf(text);
    }
    if (type instanceof BooleanType) {
      return Boolean.valueOf(text);
    }
    if (type instanceof ArrayType) {
      return Arrays.asList(text.split(", ", -1));
    }
    throw new IllegalArgumentException("No text for " + type);
  }
}
