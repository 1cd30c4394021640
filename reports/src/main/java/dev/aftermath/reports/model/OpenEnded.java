package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * A median that counts what is not over yet as lasting at least so long (Kaplan–Meier).
 *
 * @param n how many incidents are not over
 * @param median the median with them; null where fewer than half of all are over
 */
public record OpenEnded(long n, @Nullable Double median) {
  /** Refuses a median that no format can show. */
  public OpenEnded {
    Finite.require("median with open ones", median);
  }
}
