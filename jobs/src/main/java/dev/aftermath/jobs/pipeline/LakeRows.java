package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.draft.LakeRow;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Collects few rows of many tables by one Spark job, where one for each table would spend its time
 * on being planned. Rows travel as JSON, which holds every digit of a decimal and every microsecond
 * of an instant.
 */
final class LakeRows {
  private static final Map<String, String> OPTIONS =
      Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final List<Part> parts = new ArrayList<>();

  private LakeRows() {}

  /** The rows of one table that are wanted. */
  private record Part(TableSpec table, Dataset<Row> rows) {
    Dataset<Row> asJson() {
      List<String> there = Arrays.asList(rows.columns());
      // A version of another release may lack a column.
      Column[] columns =
          Arrays.stream(table.schema().fieldNames())
              .filter(there::contains)
              .map(name -> col(name))
              .toArray(Column[]::new);
      return rows.select(
          lit(table.name()).as("table"), to_json(struct(columns), OPTIONS).as("json"));
    }
  }

  static LakeRows none() {
    return new LakeRows();
  }

  /** The same with rows of one more table. */
  LakeRows and(TableSpec table, Dataset<Row> rows) {
    parts.add(new Part(table, rows));
    return this;
  }

  /** The rows, those of one table in no particular order. */
  List<LakeRow> collect() {
    Map<String, StructType> schemas = new HashMap<>();
    parts.forEach(part -> schemas.put(part.table().name(), part.table().schema()));
    Optional<Dataset<Row>> all = parts.stream().map(Part::asJson).reduce(Dataset::unionAll);
    return all.map(Dataset::collectAsList).orElse(List.of()).stream()
        .map(row -> row(row.getString(0), schemas.get(row.getString(0)), row.getString(1)))
        .toList();
  }

  private static LakeRow row(String table, @Nullable StructType schema, String json) {
    try {
      return row(table, schema == null ? new StructType() : schema, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a row of " + table, e);
    }
  }

  private static LakeRow row(String table, StructType schema, JsonNode json) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (StructField field : schema.fields()) {
      values.put(
          field.name(),
          value(table + "." + field.name(), field.dataType(), json.path(field.name())));
    }
    return LakeRow.of(table, values);
  }

  private static @Nullable Object value(String name, DataType type, JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    if (type instanceof ArrayType array) {
      List<Object> elements = new ArrayList<>();
      for (JsonNode element : json) {
        Object value = value(name, array.elementType(), element);
        if (value != null) {
          elements.add(value);
        }
      }
      return elements;
    }
    if (type instanceof StructType struct) {
      return row(name, struct, json);
    }
    if (type instanceof TimestampType) {
      return Instant.parse(json.textValue());
    }
    if (type instanceof DateType) {
      return LocalDate.parse(json.textValue());
    }
    if (type instanceof DecimalType) {
      return json.decimalValue();
    }
    if (type instanceof LongType || type instanceof IntegerType) {
      return json.longValue();
    }
    if (type instanceof DoubleType) {
      return json.doubleValue();
    }
    return type instanceof BooleanType ? (Object) json.booleanValue() : json.asText();
  }
}
