package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What both ledgers say of two versions of a row that stand side by side as {@code old} and {@code
 * new}. A column {@code is_there} of each is null where the version has no such row.
 */
final class SideBySide {
  private SideBySide() {}

  /** Whether none of the figures differs. */
  static Column areSame(List<String> figures) {
    return figures.stream().map(SideBySide::isSame).reduce(lit(true), Column::and);
  }

  private static Column isSame(String figure) {
    return col("old." + figure).eqNullSafe(col("new." + figure));
  }

  /** The word for what happened to the row. */
  static Column change() {
    return when(col("old.is_there").isNull(), "appeared")
        .when(col("new.is_there").isNull(), "vanished")
        .otherwise("changed");
  }

  /** The figures that differ: name, whether it is derived, and both values as text. */
  static Column changes(List<String> figures, Predicate<String> isDerived, StructType schema) {
    return array_compact(
        array(
            figures.stream()
                .map(
                    figure -> {
                      DataType type = schema.apply(figure).dataType();
                      return when(
                          not(isSame(figure)),
                          struct(
                              lit(figure).as("figure"),
                              lit(isDerived.test(figure)).as("is_derived"),
                              text(col("old." + figure), type).as("old_value"),
                              text(col("new." + figure), type).as("new_value")));
                    })
                .toArray(Column[]::new)));
  }

  /** Instants as elsewhere, such as {@code 2026-03-02T12:00:00Z}: sessions show them in UTC. */
  private static Column text(Column value, DataType type) {
    Column text = value.cast("string");
    return type.equals(DataTypes.TimestampType)
        ? concat(translate(text, " ", "T"), lit("Z"))
        : text;
  }

  /** The versions of the tables that a version was computed from. */
  static Column inputs(Restatements.Version version) {
    return map(version.inputs().entrySet().stream()
            .flatMap(input -> Stream.of(lit(input.getKey()), lit(input.getValue())))
            .toArray(Column[]::new))
        .cast(Restatements.TABLE.schema().apply("from_inputs").dataType());
  }

  /** A column of whichever version has the row. */
  static Column either(String column) {
    return coalesce(col("old." + column), col("new." + column));
  }
}
