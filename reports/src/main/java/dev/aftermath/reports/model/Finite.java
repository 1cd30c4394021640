package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/** Refuses NaN and infinities: an undefined figure is null. */
final class Finite {
  private Finite() {}

  static void require(String what, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s is not a finite number (give null for an undefined figure)"
              .formatted(what, value));
    }
  }
}
