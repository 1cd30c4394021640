package dev.aftermath.jobs.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it is held against.
 *
 * @param data what it was measured on
 * @param least what it has to reach; null where it is only told
 */
record Gate(String part, String name, String data, @Nullable Double least, double measured) {
  /** A figure that has to reach another one. */
  static Gate atLeast(double least, String part, String name, String data, double measured) {
    return new Gate(part, name, data, least, measured);
  }

  /** A figure that is only told. */
  static Gate told(String part, String name, String data, double measured) {
    return new Gate(part, name, data, null, measured);
  }

  /** Whether it is reached; what is only told always is. */
  boolean isReached() {
    return least == null || measured >= least;
  }

  String line() {
    String wanted = least == null ? "" : "≥ " + number(least);
    String reached = least == null ? "" : isReached() ? "yes" : "**no**";
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(part, name, data, wanted, number(measured), reached);
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
