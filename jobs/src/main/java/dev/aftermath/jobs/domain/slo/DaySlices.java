package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.VarintReader;
import dev.aftermath.jobs.domain.series.VarintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The slices of one UTC day, good and all events, in one compact byte array: the column that holds
 * them in the lake.
 *
 * <p>Layout: per place of the day a varint: 0 for a slice that was not measured, 1 for whole
 * numbers, 2 for numbers with billionths, 3 for those of which some are undecided; then the total
 * and the bad events (total less good), for 3 the undecided ones too, each as a zigzag varint with
 * its whole part, for 2 and 3 followed by a varint with its billionths.
 */
public final class DaySlices {
  private static final int UNKNOWN = 0;
  private static final int WHOLE = 1;
  private static final int FRACTIONAL = 2;
  private static final int BOUNDED = 3;
  private static final long BILLION = 1_000_000_000L;
  private static final int SCALE = 9;

  private final SliceGrid grid;
  private final long day;
  private final boolean[] known;
  private final long[] goodWhole;
  private final long[] goodBillionths;
  private final long[] totalWhole;
  private final long[] totalBillionths;
  private final BigDecimal[] undecided;

  /** A day of which nothing is known. */
  public DaySlices(SliceGrid grid, long epochDay) {
    this.grid = grid;
    this.day = epochDay;
    this.known = new boolean[grid.perDay()];
    this.goodWhole = new long[grid.perDay()];
    this.goodBillionths = new long[grid.perDay()];
    this.totalWhole = new long[grid.perDay()];
    this.totalBillionths = new long[grid.perDay()];
    this.undecided = new BigDecimal[grid.perDay()];
    Arrays.fill(undecided, BigDecimal.ZERO);
  }

  /**
   * The slices in which the total was measured, and the part as far as the reading asks for it.
   * Where the part was not measured and need not be, it is 0.
   */
  public static DaySlices of(DaySums total, DaySums part, SeriesReading reading) {
    return of(total, part, reading.meaning(), reading.partRule());
  }

  /** The slices in which the total was measured; where the part was not, it is 0. */
  public static DaySlices of(DaySums total, DaySums part, Indicator.Part meaning) {
    return of(total, part, meaning, SeriesReading.PartRule.MAY_LACK);
  }

  private static DaySlices of(
      DaySums total, DaySums part, Indicator.Part meaning, SeriesReading.PartRule partRule) {
    DaySlices slices = new DaySlices(total.grid(), total.day());
    for (int place = 0; place < slices.grid.perDay(); place++) {
      if (!total.isMeasured(place)
          || !partRule.allows(total.sampleCount(place), part.sampleCount(place))) {
        continue;
      }
      long whole = part.whole(place);
      long billionths = part.billionths(place);
      if (meaning == Indicator.Part.BAD) {
        long rest = total.billionths(place) - billionths;
        whole =
            Math.addExact(
                Math.subtractExact(total.whole(place), whole), Math.floorDiv(rest, BILLION));
        billionths = Math.floorMod(rest, BILLION);
      }
      slices.put(place, whole, billionths, total.whole(place), total.billionths(place));
    }
    return slices;
  }

  /** Puts a measured slice. */
  public void put(int place, BigDecimal good, BigDecimal total) {
    BigDecimal goodUnits = good.setScale(SCALE).movePointRight(SCALE);
    BigDecimal totalUnits = total.setScale(SCALE).movePointRight(SCALE);
    BigInteger billion = BigInteger.valueOf(BILLION);
    put(
        place,
        floorDiv(goodUnits.toBigIntegerExact()),
        goodUnits.toBigIntegerExact().mod(billion).longValueExact(),
        floorDiv(totalUnits.toBigIntegerExact()),
        totalUnits.toBigIntegerExact().mod(billion).longValueExact());
  }

  /** Says of how many events of a measured slice it is not known whether they were good. */
  void undecided(int place, BigDecimal events) {
    undecided[place] = events;
  }

  private static long floorDiv(BigInteger units) {
    BigInteger billion = BigInteger.valueOf(BILLION);
    return units.subtract(units.mod(billion)).divide(billion).longValueExact();
  }

  private void put(int place, long good, long goodFraction, long total, long totalFraction) {
    known[place] = true;
    goodWhole[place] = good;
    goodBillionths[place] = goodFraction;
    totalWhole[place] = total;
    totalBillionths[place] = totalFraction;
  }

  /** The slices of the day. */
  public SliceGrid grid() {
    return grid;
  }

  /** The UTC day, counted from 1970. */
  public long day() {
    return day;
  }

  /** Whether the slice at the place was measured. */
  public boolean isKnown(int place) {
    return known[place];
  }

  /** How many slices were measured. */
  public int knownCount() {
    int count = 0;
    for (boolean each : known) {
      count += each ? 1 : 0;
    }
    return count;
  }

  /** How many slices have more good events than events. */
  public int goodAboveTotalCount() {
    int count = 0;
    for (int place = 0; place < grid.perDay(); place++) {
      boolean above =
          goodWhole[place] > totalWhole[place]
              || (goodWhole[place] == totalWhole[place]
                  && goodBillionths[place] > totalBillionths[place]);
      count += known[place] && above ? 1 : 0;
    }
    return count;
  }

  /** The good events of a slice. */
  public BigDecimal good(int place) {
    return number(goodWhole[place], goodBillionths[place]);
  }

  /** All events of a slice. */
  public BigDecimal total(int place) {
    return number(totalWhole[place], totalBillionths[place]);
  }

  /** The events of a slice of which nothing tells whether they were good. */
  public BigDecimal undecided(int place) {
    return undecided[place];
  }

  /** The start of the slice at a place. */
  public Instant start(int place) {
    return grid.start(day * grid.perDay() + place);
  }

  /** The measured slices, one by one. */
  public List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    for (int place = 0; place < grid.perDay(); place++) {
      if (known[place]) {
        slices.add(new Slice(start(place), good(place), total(place), undecided(place)));
      }
    }
    return slices;
  }

  /** The column. */
  public byte[] encode() {
    VarintWriter out = new VarintWriter(grid.perDay() * 6);
    for (int place = 0; place < grid.perDay(); place++) {
      if (!known[place]) {
        out.write(UNKNOWN);
        continue;
      }
      long rest = totalBillionths[place] - goodBillionths[place];
      long bad = totalWhole[place] - goodWhole[place] + Math.floorDiv(rest, BILLION);
      long badBillionths = Math.floorMod(rest, BILLION);
      boolean bounded = undecided[place].signum() != 0;
      boolean whole = totalBillionths[place] == 0 && badBillionths == 0 && !bounded;
      out.write(bounded ? BOUNDED : whole ? WHOLE : FRACTIONAL);
      out.writeSigned(totalWhole[place]);
      if (!whole) {
        out.write(totalBillionths[place]);
      }
      out.writeSigned(bad);
      if (!whole) {
        out.write(badBillionths);
      }
      if (bounded) {
        RunningSum.Part part = RunningSum.Part.of(undecided[place]);
        out.writeSigned(part.whole());
        out.write(part.rest());
      }
    }
    return out.toByteArray();
  }

  /** The slices that were encoded. */
  public static DaySlices decode(SliceGrid grid, long epochDay, byte[] bytes) {
    DaySlices slices = new DaySlices(grid, epochDay);
    read(
        grid,
        bytes,
        new Reader() {
          @Override
          public void measured(int place, long good, long goodRest, long total, long totalRest) {
            slices.put(place, good, goodRest, total, totalRest);
          }

          @Override
          public void undecided(int place, long whole, long billionths) {
            slices.undecided(place, number(whole, billionths));
          }
        });
    return slices;
  }

  /** Takes the measured slices of a day, one by one in the order of time. */
  interface Reader {
    /** Billionths are never negative. */
    void measured(
        int place, long goodWhole, long goodBillionths, long totalWhole, long totalBillionths);

    /** After the slice itself, where some of its events are undecided. */
    void undecided(int place, long whole, long billionths);
  }

  /**
   * Reads the slices that were encoded.
   *
   * @param bytes none for a day of which nothing is known
   */
  static void read(SliceGrid grid, byte[] bytes, Reader reader) {
    VarintReader in = new VarintReader(bytes);
    int perDay = bytes.length == 0 ? 0 : grid.perDay();
    for (int place = 0; place < perDay; place++) {
      long form = in.read();
      if (form == UNKNOWN) {
        continue;
      }
      long total = in.readSigned();
      if (form == WHOLE) {
        reader.measured(place, total - in.readSigned(), 0, total, 0);
        continue;
      }
      long totalFraction = in.read();
      long bad = in.readSigned();
      long rest = totalFraction - in.read();
      reader.measured(
          place,
          total - bad + Math.floorDiv(rest, BILLION),
          Math.floorMod(rest, BILLION),
          total,
          totalFraction);
      if (form == BOUNDED) {
        reader.undecided(place, in.readSigned(), in.read());
      }
    }
  }

  private static BigDecimal number(long whole, long billionths) {
    return billionths == 0
        ? BigDecimal.valueOf(whole)
        : BigDecimal.valueOf(whole).add(BigDecimal.valueOf(billionths, SCALE));
  }
}
