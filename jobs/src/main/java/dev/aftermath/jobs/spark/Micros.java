package dev.aftermath.jobs.spark;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Instants as microseconds since the epoch, as Spark holds them inside. {@code
 * ChronoUnit.MICROS.between} cannot be used: it counts nanoseconds and overflows after 292 years.
 */
public final class Micros {
  private static final long PER_SECOND = 1_000_000L;

  private Micros() {}

  /** The microseconds of an instant, rounded down; null for null. */
  public static @Nullable Long ofNullable(@Nullable Instant at) {
    return at == null ? null : Long.valueOf(of(at));
  }

  /** The microseconds of an instant, rounded down. */
  public static long of(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), PER_SECOND), at.getNano() / 1_000);
  }

  /** The instant of microseconds. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
  }
}
