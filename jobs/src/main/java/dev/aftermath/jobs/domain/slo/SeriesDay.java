package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.Sample;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.domain.series.SampleVisitor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one series and UTC day into slices.
 *
 * <p>A counter's increase is the difference of two neighbouring samples, and the whole of the later
 * one when it is smaller: the counter began anew. It is booked in the slice of the later sample,
 * however long ago the earlier one was; slices in between stay unmeasured. The first sample of a
 * series has nothing to differ from and measures nothing. Samples that are events themselves belong
 * to the slice that ends at them or after them. NaN (a stale marker among them), infinities,
 * numbers of 10^18 or more and ratios outside 0 to 1 count nothing and are passed over. Nothing is
 * extrapolated.
 */
public final class SeriesDay {
  private SeriesDay() {}

  /**
   * The events of a series by a rule.
   *
   * @param previous the last number before the chunk; null when there is none
   * @param chunk ascending samples, none at or before the previous one
   */
  public static Counted count(
      SliceGrid grid, EventRule rule, @Nullable Sample previous, byte[] chunk) {
    Counting counting =
        rule == EventRule.Plain.COUNTER
            ? new Increases(grid, previous)
            : new Amounts(grid, rule, previous);
    SampleChunk.decode(chunk, counting);
    return counting.counted();
  }

  /**
   * A counted day.
   *
   * @param sums the day's sums; before them those of the day before, when the first sample lies
   *     exactly on midnight and tells of the slice that ends there
   */
  public record Counted(List<DaySums> sums, SeriesAudit audit) {

    /** Takes a copy of the list. */
    public Counted {
      sums = List.copyOf(sums);
    }
  }

  /** Keeps the sums of the slice that is being counted, and books them when it ends. */
  private abstract static class Counting implements SampleVisitor {
    private static final double TOO_LARGE = 1e18;
    private static final int SCALE = 9;

    private final List<DaySums> sums = new ArrayList<>(2);
    private final SeriesAudit audit = new SeriesAudit();
    private final SliceGrid grid;
    private final long sliceMillis;
    private long sliceEnd = Long.MIN_VALUE;
    private long lastMillis;
    private long longestStep;
    private int gaps;
    private boolean hasLast;
    private long whole;
    private long billionths;
    private int measured;
    private int resets;
    private int resetsOfDay;
    private int samples;
    private int unusable;

    Counting(SliceGrid grid, @Nullable Sample previous) {
      this.grid = grid;
      this.sliceMillis = grid.length().toMillis();
      if (previous != null && Math.abs(previous.value()) < TOO_LARGE) {
        hasLast = true;
        lastMillis = previous.epochMillis();
        sliceEnd = endOfSlice(lastMillis);
      }
    }

    @Override
    public final void sample(long epochMillis, double value) {
      samples++;
      if (!(Math.abs(value) < TOO_LARGE) || !isEvent(value)) {
        unusable++;
        return;
      }
      if (epochMillis > sliceEnd || !hasLast) {
        beginSlice(epochMillis);
      }
      if (hasLast) {
        longestStep = Math.max(longestStep, epochMillis - lastMillis);
      }
      hasLast = true;
      lastMillis = epochMillis;
      book(value);
    }

    abstract boolean isEvent(double value);

    abstract void book(double value);

    final void events(long wholeEvents) {
      measured++;
      whole = Math.addExact(whole, wholeEvents);
    }

    final void events(BigDecimal events) {
      measured++;
      BigDecimal[] parts =
          events.setScale(SCALE, RoundingMode.HALF_EVEN).divideAndRemainder(BigDecimal.ONE);
      whole = Math.addExact(whole, parts[0].longValueExact());
      billionths = Math.addExact(billionths, parts[1].unscaledValue().longValueExact());
    }

    final void reset() {
      resets++;
    }

    final void firstValueLost() {
      audit.firstValueLost();
    }

    private void beginSlice(long epochMillis) {
      closeSlice();
      // Most samples are in the next slice: an addition instead of a division.
      boolean isNext = hasLast && epochMillis <= sliceEnd + sliceMillis;
      long end = isNext ? sliceEnd + sliceMillis : endOfSlice(epochMillis);
      gaps += hasLast && end - sliceEnd > sliceMillis ? 1 : 0;
      sliceEnd = end;
    }

    private long endOfSlice(long epochMillis) {
      return (Math.floorDiv(epochMillis - 1, sliceMillis) + 1) * sliceMillis;
    }

    private void closeSlice() {
      if (measured > 0) {
        long slice = sliceEnd / sliceMillis - 1;
        long day = grid.dayOf(slice);
        if (sums.isEmpty() || sums.get(sums.size() - 1).day() != day) {
          sums.add(new DaySums(grid, day));
        }
        DaySums sum = sums.get(sums.size() - 1);
        int place = grid.placeOf(slice);
        sum.add(place, whole, billionths);
        sum.measured(place, measured, resets);
      }
      resetsOfDay += resets;
      whole = 0;
      billionths = 0;
      measured = 0;
      resets = 0;
    }

    final Counted counted() {
      closeSlice();
      audit.series(samples, unusable);
      audit.resets(resetsOfDay);
      audit.gaps(gaps, longestStep);
      return new Counted(sums, audit);
    }
  }

  /** Differences of a counter. */
  private static final class Increases extends Counting {
    private static final long LARGEST_EXACT = 9007199254740992L;

    private double last;
    private long lastWhole;

    Increases(SliceGrid grid, @Nullable Sample previous) {
      super(grid, previous);
      remember(previous == null ? Double.NaN : previous.value());
    }

    @Override
    boolean isEvent(double value) {
      return true;
    }

    @Override
    void book(double value) {
      long wholeValue = (long) value;
      boolean isWhole = wholeValue == value && Math.abs(wholeValue) < LARGEST_EXACT;
      if (isWhole && lastWhole != LARGEST_EXACT) {
        if (wholeValue >= lastWhole) {
          events(wholeValue - lastWhole);
        } else {
          reset();
          events(wholeValue);
        }
        lastWhole = wholeValue;
        last = value;
        return;
      }
      if (Double.isNaN(last)) {
        if (value > 0) {
          firstValueLost();
        }
      } else if (value < last) {
        reset();
        events(new BigDecimal(value));
      } else {
        events(new BigDecimal(value).subtract(new BigDecimal(last)));
      }
      remember(value);
    }

    private void remember(double value) {
      last = value;
      long wholeValue = (long) value;
      lastWhole =
          wholeValue == value && Math.abs(wholeValue) < LARGEST_EXACT ? wholeValue : LARGEST_EXACT;
    }
  }

  /** Samples that are events themselves. */
  private static final class Amounts extends Counting {
    private final EventRule rule;

    Amounts(SliceGrid grid, EventRule rule, @Nullable Sample previous) {
      super(grid, previous);
      this.rule = rule;
    }

    @Override
    boolean isEvent(double value) {
      return rule != EventRule.Plain.RATIOS || (value >= 0 && value <= 1);
    }

    @Override
    void book(double value) {
      if (rule instanceof EventRule.Comparing comparing) {
        events(comparing.comparison().holds(value, comparing.value()) ? 1 : 0);
      } else if ((long) value == value) {
        events((long) value);
      } else {
        events(new BigDecimal(value));
      }
    }
  }
}
