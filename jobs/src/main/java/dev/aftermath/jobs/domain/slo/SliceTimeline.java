package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The slices of one SLO on an even grid of time; what was not measured is a hole in it. */
public final class SliceTimeline {
  private final long originMillis;
  private final long lengthMillis;
  private final SlicePlaces places;
  private final boolean[] known;
  private final RunningSum good;
  private final RunningSum total;
  // Most timelines have no undecided events.
  private final @Nullable RunningSum undecided;

  private SliceTimeline(Building building) {
    this.originMillis = building.originMillis;
    this.lengthMillis = building.lengthMillis;
    this.known = building.known;
    this.places = new SlicePlaces(originMillis, lengthMillis, known.length);
    this.good = building.good;
    this.total = building.total;
    this.undecided = building.undecided;
  }

  /**
   * Lays slices on the grid.
   *
   * @param slices in any order, no two with the same start, numbers with at most nine decimals
   * @throws IllegalArgumentException when two starts are no whole number of lengths apart or equal
   */
  public static SliceTimeline of(Duration length, Collection<Slice> slices) {
    long lengthMillis = length.toMillis();
    TreeMap<Long, Slice> byPlace = new TreeMap<>();
    long origin = slices.stream().mapToLong(slice -> slice.start().toEpochMilli()).min().orElse(0);
    for (Slice slice : slices) {
      long offset = slice.start().toEpochMilli() - origin;
      if (offset % lengthMillis != 0 || byPlace.put(offset / lengthMillis, slice) != null) {
        throw new IllegalArgumentException(
            "The slice at " + slice.start() + " is a second one or not on the grid of " + length);
      }
    }
    int size = byPlace.isEmpty() ? 0 : Math.toIntExact(byPlace.lastKey() + 1);
    Building building = new Building(origin, lengthMillis, size);
    byPlace.forEach(
        (place, slice) -> {
          building.put(Math.toIntExact(place), slice.good(), slice.total());
          building.undecided(Math.toIntExact(place), slice.undecided());
        });
    return building.timeline();
  }

  /**
   * Lays days on their grid; what lies between them was not measured.
   *
   * @param days by UTC day, counted from 1970, as {@link DaySlices#encode()} makes them
   */
  public static SliceTimeline ofDays(SliceGrid grid, SortedMap<Integer, byte[]> days) {
    if (days.isEmpty()) {
      return new Building(0, grid.length().toMillis(), 0).timeline();
    }
    long first = days.firstKey();
    int perDay = grid.perDay();
    Building building =
        new Building(
            grid.start(first * perDay).toEpochMilli(),
            grid.length().toMillis(),
            Math.toIntExact((days.lastKey() - first + 1) * perDay));
    days.forEach(
        (day, bytes) -> {
          building.offset = Math.toIntExact((day - first) * perDay);
          DaySlices.read(grid, bytes, building);
        });
    building.offset = 0;
    return building.timeline();
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
    if (longer == lengthMillis) {
      return this;
    }
    if (known.length == 0) {
      return new Building(0, longer, 0).timeline();
    }
    if (longer % lengthMillis != 0 || Math.floorMod(originMillis, lengthMillis) != 0) {
      throw new IllegalArgumentException(
          "Slices of " + sliceLength() + " from " + start(0) + " do not make slices of " + length);
    }
    int parts = Math.toIntExact(longer / lengthMillis);
    long origin = Math.floorDiv(originMillis, longer) * longer;
    int before = Math.toIntExact((originMillis - origin) / lengthMillis);
    int count = (before + known.length + parts - 1) / parts;
    Building building = new Building(origin, longer, count);
    for (int i = 0; i < count; i++) {
      int from = i * parts - before;
      if (isKnown(from, from + parts)) {
        building.put(i, good.between(from, from + parts), total.between(from, from + parts));
        if (undecided != null) {
          building.undecided(i, undecided.between(from, from + parts));
        }
      }
    }
    return building.timeline();
  }

  /**
   * This timeline up to an instant and another one from there on.
   *
   * @throws IllegalArgumentException when their grids differ
   */
  public SliceTimeline until(Instant instant, SliceTimeline next) {
    if (size() == 0 || next.size() == 0) {
      return size() == 0 ? next.between(instant, Instant.MAX) : between(Instant.MIN, instant);
    }
    if (lengthMillis != next.lengthMillis
        || (next.originMillis - originMillis) % lengthMillis != 0) {
      throw new IllegalArgumentException(
          "Slices of " + sliceLength() + " are not followed by slices of " + next.sliceLength());
    }
    long origin = Math.min(originMillis, next.originMillis);
    long end =
        Math.max(
            originMillis + size() * lengthMillis,
            next.originMillis + next.size() * next.lengthMillis);
    Building building =
        new Building(origin, lengthMillis, Math.toIntExact((end - origin) / lengthMillis));
    building.putAll(between(Instant.MIN, instant));
    building.putAll(next.between(instant, Instant.MAX));
    return building.timeline();
  }

  /** The slices that start in the stretch of time; the others become unknown. */
  private SliceTimeline between(Instant from, Instant to) {
    Building building = new Building(originMillis, lengthMillis, known.length);
    for (int place = 0; place < known.length; place++) {
      Instant start = start(place);
      if (known[place] && !start.isBefore(from) && start.isBefore(to)) {
        building.put(place, this, place);
      }
    }
    return building.timeline();
  }

  /** The length of a slice. */
  public Duration sliceLength() {
    return Duration.ofMillis(lengthMillis);
  }

  /** The number of places on the grid from the first to the last. */
  public int size() {
    return known.length;
  }

  /** The start of the slice at a place; places before and after the measured ones count on. */
  public Instant start(long place) {
    return places.start(place);
  }

  /** The first place that starts at the instant or later. */
  public long placeAtOrAfter(Instant instant) {
    return places.atOrAfter(instant);
  }

  /** How many places, counted from the first, have ended at the instant; may be negative. */
  public long placesEndedBy(Instant instant) {
    return places.endedBy(instant);
  }

  /** The grid. */
  SlicePlaces places() {
    return places;
  }

  /** Whether the slice was measured; beyond the grid none was. */
  public boolean isKnown(int place) {
    return place >= 0 && place < known.length && known[place];
  }

  /** The good events of a slice; null when it was not measured. */
  public @Nullable BigDecimal good(int place) {
    return isKnown(place) ? good.between(place, place + 1) : null;
  }

  /** All events of a slice; null when it was not measured. */
  public @Nullable BigDecimal total(int place) {
    return isKnown(place) ? total.between(place, place + 1) : null;
  }

  /** The events of a slice of which nothing tells whether they were good. */
  public BigDecimal undecided(int place) {
    return undecided == null || !isKnown(place)
        ? BigDecimal.ZERO
        : undecided.between(place, place + 1);
  }

  /** Whether any slice has undecided events. */
  boolean hasUndecided() {
    return undecided != null;
  }

  RunningSum good() {
    return good;
  }

  RunningSum total() {
    return total;
  }

  private boolean isKnown(int from, int to) {
    for (int place = from; place < to; place++) {
      if (!isKnown(place)) {
        return false;
      }
    }
    return true;
  }

  /** A timeline while it is laid out; places must be put in ascending order. */
  private static final class Building implements DaySlices.Reader {
    private final long originMillis;
    private final long lengthMillis;
    private final boolean[] known;
    private final RunningSum good;
    private final RunningSum total;
    private @Nullable RunningSum undecided;
    private int offset;

    Building(long originMillis, long lengthMillis, int size) {
      this.originMillis = originMillis;
      this.lengthMillis = lengthMillis;
      this.known = new boolean[size];
      this.good = RunningSum.ofEvents(size);
      this.total = RunningSum.ofEvents(size);
    }

    void put(int place, BigDecimal goodEvents, BigDecimal allEvents) {
      RunningSum.Part goodPart = RunningSum.Part.of(goodEvents);
      RunningSum.Part totalPart = RunningSum.Part.of(allEvents);
      put(place, goodPart.whole(), goodPart.rest(), totalPart.whole(), totalPart.rest());
    }

    void put(int place, long goodWhole, long goodRest, long totalWhole, long totalRest) {
      known[place] = true;
      good.skipTo(place);
      good.add(goodWhole, goodRest);
      total.skipTo(place);
      total.add(totalWhole, totalRest);
    }

    @Override
    public void measured(
        int place, long goodWhole, long goodRest, long totalWhole, long totalRest) {
      put(offset + place, goodWhole, goodRest, totalWhole, totalRest);
    }

    @Override
    public void undecided(int place, long whole, long billionths) {
      RunningSum sum = undecided == null ? RunningSum.ofEvents(known.length) : undecided;
      undecided = sum;
      sum.skipTo(offset + place);
      sum.add(whole, billionths);
    }

    void undecided(int place, BigDecimal events) {
      if (events.signum() != 0) {
        RunningSum.Part part = RunningSum.Part.of(events);
        undecided(place, part.whole(), part.rest());
      }
    }

    void put(int place, SliceTimeline from, int fromPlace) {
      put(
          place,
          from.good.whole(fromPlace),
          from.good.rest(fromPlace),
          from.total.whole(fromPlace),
          from.total.rest(fromPlace));
      undecided(place, from.undecided(fromPlace));
    }

    void putAll(SliceTimeline other) {
      int shift = Math.toIntExact((other.originMillis - originMillis) / lengthMillis);
      for (int place = 0; place < other.size(); place++) {
        if (other.known[place]) {
          put(place + shift, other, place);
        }
      }
    }

    SliceTimeline timeline() {
      good.skipTo(known.length);
      total.skipTo(known.length);
      if (undecided != null) {
        undecided.skipTo(known.length);
      }
      return new SliceTimeline(this);
    }
  }
}
