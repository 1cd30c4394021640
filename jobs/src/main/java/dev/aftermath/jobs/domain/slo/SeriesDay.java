package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.domain.series.SampleVisitor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the events of one series and UTC day into slices.
 *
 * <p>A counter's increase is the difference of two neighbouring samples, and the whole of the later
 * one when it is smaller: the counter began anew. It is booked in the slice of the later sample,
 * however long ago the earlier one was; slices in between stay unmeasured. The first sample of a
 * series has nothing to differ from and measures nothing. NaN (a stale marker among them),
 * infinities and numbers of 10^18 or more count nothing and are passed over. Nothing is
 * extrapolated.
 */
public final class SeriesDay {
  private static final double LARGEST_EXACT = 9007199254740992d;
  private static final double TOO_LARGE = 1e18;
  private static final int SCALE = 9;

  private SeriesDay() {}

  /**
   * The events of a counter.
   *
   * @param previousValue the last usable sample before the chunk; NaN when there is none
   * @param chunk ascending samples, none at or before the previous one
   * @return the day's sums; before it those of the day before, when the first sample lies exactly
   *     on midnight and tells of the slice that ends there
   */
  public static List<DaySums> ofCounter(SliceGrid grid, double previousValue, byte[] chunk) {
    Counting counting = new Counting(grid, previousValue, Indicator.SampleMeaning.COUNTER);
    SampleChunk.decode(chunk, counting);
    return counting.sums();
  }

  /** The events of a series whose samples are numbers of events of their own. */
  public static List<DaySums> ofEvents(SliceGrid grid, byte[] chunk) {
    Counting counting = new Counting(grid, Double.NaN, Indicator.SampleMeaning.EVENTS);
    SampleChunk.decode(chunk, counting);
    return counting.sums();
  }

  /** Whether a sample can be counted with. */
  public static boolean usable(double value) {
    return Math.abs(value) < TOO_LARGE;
  }

  private static final class Counting implements SampleVisitor {
    private final List<DaySums> sums = new ArrayList<>();
    private final SliceGrid grid;
    private final boolean counter;
    private double previous;
    private long slice = Long.MIN_VALUE;
    private int resets;
    private int samples;

    Counting(SliceGrid grid, double previous, Indicator.SampleMeaning meaning) {
      this.grid = grid;
      this.previous = previous;
      this.counter = meaning == Indicator.SampleMeaning.COUNTER;
    }

    @Override
    public void sample(long epochMillis, double value) {
      if (!usable(value)) {
        return;
      }
      long sampleSlice = grid.sliceOf(epochMillis);
      if (sampleSlice != slice) {
        closeSlice();
        slice = sampleSlice;
      }
      if (!counter) {
        book(0, value);
      } else if (!Double.isNaN(previous)) {
        boolean reset = value < previous;
        book(reset ? 0 : previous, value);
        resets += reset ? 1 : 0;
      }
      previous = value;
    }

    List<DaySums> sums() {
      closeSlice();
      return sums;
    }

    private void book(double from, double to) {
      samples++;
      int place = grid.placeOf(slice);
      if (whole(from) && whole(to)) {
        day().add(place, (long) to - (long) from, 0);
        return;
      }
      BigDecimal[] parts =
          new BigDecimal(to)
              .subtract(new BigDecimal(from))
              .setScale(SCALE, RoundingMode.HALF_EVEN)
              .divideAndRemainder(BigDecimal.ONE);
      day().add(place, parts[0].longValueExact(), parts[1].unscaledValue().longValueExact());
    }

    private DaySums day() {
      long day = grid.dayOf(slice);
      if (sums.isEmpty() || sums.get(sums.size() - 1).day() != day) {
        sums.add(new DaySums(grid, day));
      }
      return sums.get(sums.size() - 1);
    }

    private void closeSlice() {
      if (samples > 0) {
        day().measured(grid.placeOf(slice), samples, resets);
      }
      samples = 0;
      resets = 0;
    }

    private static boolean whole(double value) {
      return Math.abs(value) < LARGEST_EXACT && value == Math.rint(value);
    }
  }
}
