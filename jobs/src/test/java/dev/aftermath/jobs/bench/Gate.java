package dev.aftermath.jobs.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it is held against.
 *
 * @param data what it was measured on
 * @param least what it has to reach; null where there is no such bound
 * @param most what it may not pass; null where there is no such bound
 */
record Gate(
    String part,
    String name,
    String data,
    @Nullable Double least,
    @Nullable Double most,
    double measured) {
  /** A figure that has to reach another one. */
  static Gate atLeast(double least, String part, String name, String data, double measured) {
    return new Gate(part, name, data, least, null, measured);
  }

  /** A figure that may not pass another one. */
  static Gate atMost(double most, String part, String name, String data, double measured) {
    return new Gate(part, name, data, null, most, measured);
  }

  /** Something that has to hold. */
  static Gate holds(String part, String name, String data, boolean measured) {
    return atLeast(1, part, name, data, measured ? 1 : 0);
  }

  /** A figure that is only told. */
  static Gate told(String part, String name, String data, double measured) {
    return new Gate(part, name, data, null, null, measured);
  }

  /** Whether it is reached; what is only told always is. */
  boolean isReached() {
    return (least == null || measured >= least) && (most == null || measured <= most);
  }

  String line() {
    boolean isTold = least == null && most == null;
    String reached = isTold ? "" : isReached() ? "yes" : "**no**";
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(part, name, data, wanted(), number(measured), reached);
  }

  private String wanted() {
    return least != null ? "≥ " + number(least) : most != null ? "≤ " + number(most) : "";
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
