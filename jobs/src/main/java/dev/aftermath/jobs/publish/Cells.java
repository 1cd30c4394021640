package dev.aftermath.jobs.publish;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The cells of a row by name; one that may be empty is asked for by a method that says so. */
record Cells(Row row) {

  String text(String name) {
    return required(name, optionalText(name));
  }

  @Nullable String optionalText(String name) {
    return row.getAs(name);
  }

  long number(String name) {
    return required(name, optionalNumber(name));
  }

  @Nullable Long optionalNumber(String name) {
    Number value = row.getAs(name);
    return value == null ? null : (Long) value.longValue();
  }

  @Nullable Double optionalDouble(String name) {
    Number value = row.getAs(name);
    return value == null ? null : (Double) value.doubleValue();
  }

  BigDecimal decimal(String name) {
    return required(name, optionalDecimal(name));
  }

  @Nullable BigDecimal optionalDecimal(String name) {
    Number value = row.getAs(name);
    if (value == null) {
      return null;
    }
    BigDecimal decimal =
        value instanceof BigDecimal exact ? exact : BigDecimal.valueOf(value.doubleValue());
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
  }

  Instant instant(String name) {
    return required(name, optionalInstant(name));
  }

  @Nullable Instant optionalInstant(String name) {
    return row.<@Nullable Instant>getAs(name);
  }

  List<String> texts(String name) {
    return row.getList(row.fieldIndex(name));
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Cannot read " + name + ": it is empty");
    }
    return value;
  }
}
