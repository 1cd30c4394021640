package dev.aftermath.jobs.domain.slo;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;

/**
 * Events of one UTC day, added up per slice without loss and in any order: whole numbers and
 * billionths, each in a long. Knows which slices were measured at all.
 */
public final class DaySums {
  private static final int SCALE = 9;
  private static final long BILLION = 1_000_000_000L;

  private final long day;
  private final long[] whole = new long[SliceGrid.PER_DAY];
  private final long[] billionths = new long[SliceGrid.PER_DAY];
  private final int[] samples = new int[SliceGrid.PER_DAY];
  private final int[] resets = new int[SliceGrid.PER_DAY];

  /** No events, nothing measured. */
  public DaySums(long epochDay) {
    this.day = epochDay;
  }

  /** The UTC day, counted from 1970. */
  public long day() {
    return day;
  }

  /** Adds events to a slice of the day; does not by itself make the slice measured. */
  void add(int place, long wholeEvents, long billionthEvents) {
    long sum = billionths[place] + billionthEvents;
    whole[place] =
        Math.addExact(whole[place], Math.addExact(wholeEvents, Math.floorDiv(sum, BILLION)));
    billionths[place] = Math.floorMod(sum, BILLION);
  }

  /** Notes how many samples measured the slice, and how many of them began a counter anew. */
  void measured(int place, int sampleCount, int resetCount) {
    samples[place] += sampleCount;
    resets[place] += resetCount;
  }

  /** Adds all of another series' or another part's sums of the same day. */
  public void add(DaySums other) {
    for (int place = 0; place < SliceGrid.PER_DAY; place++) {
      if (other.samples[place] > 0) {
        add(place, other.whole[place], other.billionths[place]);
        samples[place] += other.samples[place];
        resets[place] += other.resets[place];
      }
    }
  }

  /** Whether any sample measured the slice at the place of the day. */
  public boolean isMeasured(int place) {
    return samples[place] > 0;
  }

  /** The number of places of a day. */
  public static int places() {
    return SliceGrid.PER_DAY;
  }

  /** The number of the slice at a place, for {@link SliceGrid#start}. */
  public long slice(int place) {
    return day * SliceGrid.PER_DAY + place;
  }

  /** The events in the slice. */
  public BigDecimal events(int place) {
    BigDecimal wholeEvents = BigDecimal.valueOf(whole[place]);
    return billionths[place] == 0
        ? wholeEvents
        : wholeEvents.add(BigDecimal.valueOf(billionths[place], SCALE));
  }

  /** How many samples of all series measured the slice. */
  public int sampleCount(int place) {
    return samples[place];
  }

  /** How many counters began anew in the slice. */
  public int resetCount(int place) {
    return resets[place];
  }

  /** The measured slices as bytes, for {@link #decode}. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(SliceGrid.PER_DAY * 4);
    for (int place = 0; place < SliceGrid.PER_DAY; place++) {
      write(out, samples[place]);
      if (samples[place] > 0) {
        write(out, resets[place]);
        write(out, (whole[place] << 1) ^ (whole[place] >> 63));
        write(out, billionths[place]);
      }
    }
    return out.toByteArray();
  }

  /** The sums that were encoded. */
  public static DaySums decode(long epochDay, byte[] bytes) {
    DaySums sums = new DaySums(epochDay);
    int[] position = {0};
    for (int place = 0; place < SliceGrid.PER_DAY; place++) {
      sums.samples[place] = (int) read(bytes, position);
      if (sums.samples[place] > 0) {
        sums.resets[place] = (int) read(bytes, position);
        long folded = read(bytes, position);
        sums.whole[place] = (folded >>> 1) ^ -(folded & 1);
        sums.billionths[place] = read(bytes, position);
      }
    }
    return sums;
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long read(byte[] bytes, int[] position) {
    long value = 0;
    int shift = 0;
    while (true) {
      int part = bytes[position[0]++];
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
      shift += 7;
    }
  }
}
