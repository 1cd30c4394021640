package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.Sample;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.domain.series.SampleVisitor;
import java.math.BigDecimal;
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
    Numbers counting =
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

  /** Samples that are numbers. */
  private abstract static class Numbers extends SliceCounting implements SampleVisitor {
    private static final double TOO_LARGE = 1e18;

    Numbers(SliceGrid grid, @Nullable Sample previous) {
      super(
          grid,
          previous != null && Math.abs(previous.value()) < TOO_LARGE
              ? previous.epochMillis()
              : null);
    }

    @Override
    public final void sample(long epochMillis, double value) {
      if (!(Math.abs(value) < TOO_LARGE) || !isEvent(value)) {
        unusable();
        return;
      }
      at(epochMillis);
      book(value);
    }

    abstract boolean isEvent(double value);

    abstract void book(double value);
  }

  /** Differences of a counter. */
  private static final class Increases extends Numbers {
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
  private static final class Amounts extends Numbers {
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
