package dev.aftermath.jobs.domain.slo;

import java.time.Duration;
import java.time.Instant;

/** The slices that samples are counted into: five minutes, from whole multiples since 1970. */
public final class SliceGrid {
  /** The length of a slice. */
  public static final Duration LENGTH = Duration.ofMinutes(5);

  static final int PER_DAY = 288;
  private static final long MILLIS = LENGTH.toMillis();

  private SliceGrid() {}

  /**
   * The number of the slice that a sample's events belong to: the one that ends at the sample or
   * after it. A sample tells of the time before it, so one taken at 10:05 belongs to 10:00-10:05.
   */
  static long sliceOf(long epochMillis) {
    return Math.floorDiv(epochMillis - 1, MILLIS);
  }

  /** The UTC day, counted from 1970, that a slice starts in. */
  static long dayOf(long slice) {
    return Math.floorDiv(slice, PER_DAY);
  }

  /** The start of a slice. */
  public static Instant start(long slice) {
    return Instant.ofEpochMilli(slice * MILLIS);
  }
}
