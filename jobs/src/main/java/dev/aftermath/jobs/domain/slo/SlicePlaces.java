package dev.aftermath.jobs.domain.slo;

import java.time.Duration;
import java.time.Instant;

/**
 * Places of slices of one length that follow each other, counted from the first.
 *
 * @param originMillis the start of the first one, since 1970
 * @param size the number of places from the first to the last that was measured
 */
public record SlicePlaces(long originMillis, long lengthMillis, int size) {

  /** The length of a slice. */
  public Duration sliceLength() {
    return Duration.ofMillis(lengthMillis);
  }

  /** The start of the slice at a place; places before and after the measured ones count on. */
  public Instant start(long place) {
    return Instant.ofEpochMilli(originMillis + place * lengthMillis);
  }

  /** The first place that starts at the instant or later. */
  public long atOrAfter(Instant instant) {
    return -Math.floorDiv(originMillis - instant.toEpochMilli(), lengthMillis);
  }

  /** How many places, counted from the first, have ended at the instant; may be negative. */
  public long endedBy(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli() - originMillis, lengthMillis);
  }
}
