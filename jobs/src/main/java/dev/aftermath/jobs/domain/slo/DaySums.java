package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.VarintReader;
import dev.aftermath.jobs.domain.series.VarintWriter;
import java.math.BigDecimal;

/**
 * Events of one UTC day, added up per slice without loss and in any order: whole numbers and
 * billionths, each in a long. Knows which slices were measured at all.
 */
public final class DaySums {
  private static final int SCALE = 9;
  private static final long BILLION = 1_000_000_000L;

  private final SliceGrid grid;
  private final long day;
  private final long[] whole;
  private final long[] billionths;
  private final int[] samples;
  private final int[] resets;

  /** No events, nothing measured. */
  public DaySums(SliceGrid grid, long epochDay) {
    this.grid = grid;
    this.day = epochDay;
    this.whole = new long[grid.perDay()];
    this.billionths = new long[grid.perDay()];
    this.samples = new int[grid.perDay()];
    this.resets = new int[grid.perDay()];
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

  /** Adds events of their own, and notes that something measured the slice. */
  public void lines(int place, long count) {
    add(place, count, 0);
    samples[place]++;
  }

  /** Notes how many samples measured the slice, and how many of them began a counter anew. */
  void measured(int place, int sampleCount, int resetCount) {
    samples[place] += sampleCount;
    resets[place] += resetCount;
  }

  /** Adds all of another series' or another part's sums of the same day. */
  public void add(DaySums other) {
    for (int place = 0; place < samples.length; place++) {
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

  /** The slices of the day. */
  public SliceGrid grid() {
    return grid;
  }

  /** The whole part of the events in the slice. */
  long whole(int place) {
    return whole[place];
  }

  /** The billionths of an event in the slice beyond the whole ones, never negative. */
  long billionths(int place) {
    return billionths[place];
  }

  /** The events in the slice. */
  public BigDecimal events(int place) {
    BigDecimal wholeEvents = BigDecimal.valueOf(whole[place]);
    return billionths[place] == 0
        ? wholeEvents
        : wholeEvents.add(BigDecimal.valueOf(billionths[place], SCALE));
  }

  /** The same day with each sample that measured as one event. */
  public DaySums ofSamples() {
    DaySums counts = new DaySums(grid, day);
    for (int place = 0; place < samples.length; place++) {
      counts.whole[place] = samples[place];
      counts.samples[place] = samples[place];
    }
    return counts;
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
    VarintWriter out = new VarintWriter(grid.perDay() * 6);
    for (int place = 0; place < samples.length; place++) {
      out.write(samples[place]);
      if (samples[place] > 0) {
        out.write(resets[place]);
        out.writeSigned(whole[place]);
        out.write(billionths[place]);
      }
    }
    return out.toByteArray();
  }

  /** The sums that were encoded. */
  public static DaySums decode(SliceGrid grid, long epochDay, byte[] bytes) {
    DaySums sums = new DaySums(grid, epochDay);
    VarintReader in = new VarintReader(bytes);
    for (int place = 0; place < grid.perDay(); place++) {
      sums.samples[place] = (int) in.read();
      if (sums.samples[place] > 0) {
        sums.resets[place] = (int) in.read();
        sums.whole[place] = in.readSigned();
        sums.billionths[place] = in.read();
      }
    }
    return sums;
  }
}
