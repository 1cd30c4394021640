package dev.aftermath.jobs.domain.draft;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, by the names of its columns; null is what nobody knows.
 *
 * <p>Every accessor throws {@link IllegalArgumentException} when the table has no such column: a
 * name that was misspelt must not read as something that nobody knows.
 */
public final class LakeRow {
  private final String table;
  private final Map<String, @Nullable Object> values;

  private LakeRow(String table, Map<String, @Nullable Object> values) {
    this.table = table;
    this.values = values;
  }

  /**
   * A row.
   *
   * @param values one for every column: text, flags, numbers, instants, days, lists of texts and
   *     lists of rows
   */
  public static LakeRow of(String table, Map<String, ? extends @Nullable Object> values) {
    return new LakeRow(table, new HashMap<>(values));
  }

  /** Rows by some of their columns; what nobody knows comes last. */
  static Comparator<LakeRow> by(String... columns) {
    return (one, other) -> {
      for (String column : columns) {
        int order = compared(one.value(column), other.value(column));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  @SuppressWarnings("unchecked") // the values of one column are of one class
  private static int compared(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return ((Comparable<Object>) one).compareTo(other);
  }

  /** The name of the table. */
  public String table() {
    return table;
  }

  /** A text; null where nobody knows. */
  public @Nullable String text(String column) {
    return (String) value(column);
  }

  /** A text that is there in every row of the table. */
  public String name(String column) {
    String text = text(column);
    if (text == null) {
      throw new IllegalArgumentException(table + "." + column + " has no value");
    }
    return text;
  }

  /** An instant; null where nobody knows. */
  public @Nullable Instant instant(String column) {
    return (Instant) value(column);
  }

  @Nullable Long number(String column) {
    return (Long) value(column);
  }

  /** A number that counts; 0 where nobody knows. */
  long count(String column) {
    Long number = number(column);
    return number == null ? 0 : number;
  }

  /** An exact number that is there in every row of the table. */
  BigDecimal exact(String column) {
    BigDecimal number = (BigDecimal) value(column);
    if (number == null) {
      throw new IllegalArgumentException(table + "." + column + " has no value");
    }
    return number;
  }

  /** Whether a flag is known to be set. */
  boolean is(String column) {
    return Boolean.TRUE.equals(value(column));
  }

  List<String> texts(String column) {
    Object value = value(column);
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  List<LakeRow> rows(String column) {
    Object value = value(column);
    return value instanceof List<?> list
        ? list.stream().filter(LakeRow.class::isInstance).map(LakeRow.class::cast).toList()
        : List.of();
  }

  private @Nullable Object value(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException(table + " has no column " + column);
    }
    return values.get(column);
  }
}
