package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The slices that samples are counted into, from whole multiples of their length since 1970 in UTC.
 *
 * @param length a whole number of which makes a day
 */
public record SliceGrid(Duration length) implements Serializable {
  /** What is used where nothing asks for less. */
  public static final SliceGrid FIVE_MINUTES = new SliceGrid(Duration.ofMinutes(5));

  /** For time slices that five minutes do not make. */
  public static final SliceGrid ONE_MINUTE = new SliceGrid(Duration.ofMinutes(1));

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** Refuses lengths that do not make a day. */
  public SliceGrid {
    if (length.isZero() || length.isNegative() || DAY_MILLIS % length.toMillis() != 0) {
      throw new IllegalArgumentException("Slices of " + length + " do not make a day");
    }
  }

  /**
   * The coarser of the two grids whose slices make those of a length.
   *
   * @param sliceLength null where any will do
   */
  public static SliceGrid fitting(@Nullable Duration sliceLength) {
    return sliceLength == null || sliceLength.toMillis() % FIVE_MINUTES.length.toMillis() == 0
        ? FIVE_MINUTES
        : ONE_MINUTE;
  }

  /** The number of slices of a day. */
  public int perDay() {
    return (int) (DAY_MILLIS / length.toMillis());
  }

  /**
   * The number of the slice that a sample's events belong to: the one that ends at the sample or
   * after it. A sample tells of the time before it, so one taken at 10:05 belongs to 10:00-10:05.
   */
  public long sliceOf(long epochMillis) {
    return Math.floorDiv(epochMillis - 1, length.toMillis());
  }

  /** The UTC day, counted from 1970, that a slice starts in. */
  public long dayOf(long slice) {
    return Math.floorDiv(slice, perDay());
  }

  /** The place of a slice in its day. */
  public int placeOf(long slice) {
    return (int) Math.floorMod(slice, (long) perDay());
  }

  /** The start of a slice. */
  public Instant start(long slice) {
    return Instant.ofEpochMilli(slice * length.toMillis());
  }
}
