package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The slices of one SLO on an even grid of time; what was not measured is a hole in it. */
public final class SliceTimeline {
  private final long originMillis;
  private final long lengthMillis;
  private final @Nullable BigDecimal[] good;
  private final @Nullable BigDecimal[] total;

  private SliceTimeline(
      long originMillis,
      long lengthMillis,
      @Nullable BigDecimal[] good,
      @Nullable BigDecimal[] total) {
    this.originMillis = originMillis;
    this.lengthMillis = lengthMillis;
    this.good = good;
    this.total = total;
  }

  /**
   * Lays slices on the grid.
   *
   * @param slices in any order, no two with the same start
   * @throws IllegalArgumentException when two starts are no whole number of lengths apart or equal
   */
  public static SliceTimeline of(Duration length, Collection<Slice> slices) {
    long lengthMillis = length.toMillis();
    long first = slices.stream().mapToLong(slice -> slice.start().toEpochMilli()).min().orElse(0);
    long last = slices.stream().mapToLong(slice -> slice.start().toEpochMilli()).max().orElse(0);
    int count = slices.isEmpty() ? 0 : Math.toIntExact((last - first) / lengthMillis + 1);
    @Nullable BigDecimal[] good = new BigDecimal[count];
    @Nullable BigDecimal[] total = new BigDecimal[count];
    for (Slice slice : slices) {
      long offset = slice.start().toEpochMilli() - first;
      int index = Math.toIntExact(offset / lengthMillis);
      if (offset % lengthMillis != 0 || total[index] != null) {
        throw new IllegalArgumentException(
            "The slice at " + slice.start() + " is a second one or not on the grid of " + length);
      }
      good[index] = slice.good();
      total[index] = slice.total();
    }
    return new SliceTimeline(first, lengthMillis, good, total);
  }

  /**
   * The same events in longer slices, which begin at whole multiples of their length since 1970 in
   * UTC. One that lacks a part is unknown.
   *
   * @throws IllegalArgumentException when the length is no whole multiple of this grid's, or the
   *     two grids never meet
   */
  public SliceTimeline inSlicesOf(Duration length) {
    long longer = length.toMillis();
    if (longer == lengthMillis || total.length == 0) {
      return this;
    }
    if (longer % lengthMillis != 0 || Math.floorMod(originMillis, lengthMillis) != 0) {
      throw new IllegalArgumentException(
          "Slices of " + sliceLength() + " from " + start(0) + " do not make slices of " + length);
    }
    int parts = Math.toIntExact(longer / lengthMillis);
    long origin = Math.floorDiv(originMillis, longer) * longer;
    int before = Math.toIntExact((originMillis - origin) / lengthMillis);
    int count = (before + total.length + parts - 1) / parts;
    @Nullable BigDecimal[] longerGood = new BigDecimal[count];
    @Nullable BigDecimal[] longerTotal = new BigDecimal[count];
    for (int i = 0; i < count; i++) {
      longerGood[i] = sum(good, i * parts - before, parts);
      longerTotal[i] = sum(total, i * parts - before, parts);
    }
    return new SliceTimeline(origin, longer, longerGood, longerTotal);
  }

  /** The length of a slice. */
  public Duration sliceLength() {
    return Duration.ofMillis(lengthMillis);
  }

  /** The number of places on the grid from the first measured slice to the last. */
  public int size() {
    return total.length;
  }

  /** The start of the slice at a place; places before and after the measured ones count on. */
  public Instant start(long place) {
    return Instant.ofEpochMilli(originMillis + place * lengthMillis);
  }

  /** The first place that starts at the instant or later. */
  long placeAtOrAfter(Instant instant) {
    return -Math.floorDiv(originMillis - instant.toEpochMilli(), lengthMillis);
  }

  /** How many places, counted from the first, have ended at the instant; may be negative. */
  long placesEndedBy(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli() - originMillis, lengthMillis);
  }

  @Nullable BigDecimal good(int place) {
    return good[place];
  }

  @Nullable BigDecimal total(int place) {
    return total[place];
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal[] values, int from, int count) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = from; i < from + count; i++) {
      BigDecimal value = i < 0 || i >= values.length ? null : values[i];
      if (value == null) {
        return null;
      }
      sum = sum.add(value);
    }
    return sum;
  }
}
