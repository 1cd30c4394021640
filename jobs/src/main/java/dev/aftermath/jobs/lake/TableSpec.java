package dev.aftermath.jobs.lake;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * What a table is: its place, its columns and what identifies a row. Each table class holds one,
 * and its Javadoc's first sentence is the table's grain.
 *
 * @param name unique over all layers, since queries use it alone
 * @param schema columns in order; NOT NULL is checked whenever rows are written
 * @param key the columns that identify a row
 * @param partitions the columns by whose values the rows lie in folders of their own
 */
public record TableSpec(
    Layer layer, String name, StructType schema, List<String> key, List<String> partitions) {

  /** The column that holds a row's month, such as {@code 2026-03}, in a table kept by month. */
  public static final String MONTH = "month";

  /** A table of as-received rows. */
  public static TableSpec bronze(String name, String columns, String... key) {
    return of(Layer.BRONZE, name, columns, key);
  }

  /** A table of normalised rows. */
  public static TableSpec silver(String name, String columns, String... key) {
    return of(Layer.SILVER, name, columns, key);
  }

  /** A table of computed rows: a published contract. */
  public static TableSpec gold(String name, String columns, String... key) {
    return of(Layer.GOLD, name, columns, key);
  }

  /** A table about the platform's own runs. */
  public static TableSpec operations(String name, String columns, String... key) {
    return of(Layer.OPERATIONS, name, columns, key);
  }

  private static TableSpec of(Layer layer, String name, String columns, String... key) {
    return new TableSpec(layer, name, StructType.fromDDL(columns), List.of(key), List.of());
  }

  /** The same table kept by month: its column {@link #MONTH} tells the month of a row's day. */
  public TableSpec byMonth() {
    return new TableSpec(layer, name, schema, key, List.of(MONTH));
  }

  /** The same table, in which rows of different values of a column lie in folders of their own. */
  public TableSpec apartBy(String column) {
    return new TableSpec(layer, name, schema, key, List.of(column));
  }

  /** Whether it is kept by month. */
  public boolean isByMonth() {
    return partitions.contains(MONTH);
  }

  /** The table's place below the lake's root. */
  public String path() {
    return layer.folder() + "/" + name;
  }
}
