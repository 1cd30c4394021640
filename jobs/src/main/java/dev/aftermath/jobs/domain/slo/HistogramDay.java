package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one native histogram and UTC day that took at most so long.
 *
 * <p>What a bucket holds more than those of the sample before that it is made of happened since;
 * all that it holds, when the histogram began anew ({@link NativeHistogram#heldAt}). Nothing is
 * interpolated: a bucket that ends at the bound was surely fast enough, one across it may have
 * been. Observations that are in no bucket (NaN) were not. For times, gaps and the first sample see
 * {@link SeriesDay}.
 */
public final class HistogramDay {
  private final double bound;
  private final SliceCounting all;
  private final SliceCounting sure;
  private final SliceCounting possible;
  private @Nullable NativeHistogram last;
  private double below = Double.NEGATIVE_INFINITY;
  private double above = Double.POSITIVE_INFINITY;

  private HistogramDay(SliceGrid grid, double bound, @Nullable HistogramSample previous) {
    this.bound = bound;
    Long before = previous == null ? null : previous.epochMillis();
    this.all = new SliceCounting(grid, before);
    this.sure = new SliceCounting(grid, before);
    this.possible = new SliceCounting(grid, before);
    this.last = previous == null ? null : previous.histogram();
  }

  /**
   * A counted day.
   *
   * @param all requests
   * @param sure those that surely took at most so long
   * @param possible those that may have
   */
  public record Counted(
      SeriesDay.Counted all, SeriesDay.Counted sure, SeriesDay.Counted possible) {}

  /**
   * The requests of a series.
   *
   * @param bound the longest time that is good, in the histogram's own unit
   * @param previous the last usable sample before; null when there is none
   * @param samples ascending, none at or before the previous one
   */
  public static Counted count(
      SliceGrid grid,
      double bound,
      @Nullable HistogramSample previous,
      List<HistogramSample> samples) {
    HistogramDay day = new HistogramDay(grid, bound, previous);
    samples.forEach(day::add);
    return day.counted();
  }

  private void add(HistogramSample sample) {
    List<SliceCounting> each = List.of(all, sure, possible);
    NativeHistogram now = sample.histogram();
    if (!now.isUsable()) {
      each.forEach(SliceCounting::unusable);
      return;
    }
    each.forEach(it -> it.at(sample.epochMillis()));
    NativeHistogram before = last;
    last = now;
    double[] held = before == null ? null : now.heldAt(before);
    if (before != null && held == null) {
      each.forEach(SliceCounting::reset);
    }
    double[] less = held == null ? new double[now.buckets().size()] : held;
    BigDecimal total = difference(before == null || held == null ? 0 : before.count(), now.count());
    BigDecimal surely = BigDecimal.ZERO;
    BigDecimal possibly = BigDecimal.ZERO;
    for (int place = 0; place < less.length; place++) {
      NativeHistogram.Bucket bucket = now.buckets().get(place);
      if (bucket.first() <= bound && less[place] < bucket.count()) {
        BigDecimal more = difference(less[place], bucket.count());
        possibly = possibly.add(more);
        surely = endsAtBound(bucket) ? surely.add(more) : surely;
      }
    }
    if (before == null) {
      first(all, total);
      first(sure, surely);
      first(possible, possibly);
    } else {
      all.events(total);
      sure.events(surely);
      possible.events(possibly);
    }
  }

  /**
   * Whether nothing in the bucket is above the bound; notes the bounds of one where some may be.
   */
  private boolean endsAtBound(NativeHistogram.Bucket bucket) {
    if (bucket.end() <= Math.nextUp(bound)) {
      return true;
    }
    below = Math.max(below, bucket.lower());
    above = Math.min(above, bucket.upper());
    return false;
  }

  private static void first(SliceCounting counting, BigDecimal value) {
    if (value.signum() > 0) {
      counting.firstValueLost();
    }
  }

  private Counted counted() {
    SeriesDay.Counted surely = sure.counted();
    surely.audit().otherBound(below, bound);
    surely.audit().otherBound(above, bound);
    return new Counted(all.counted(), surely, possible.counted());
  }

  private static BigDecimal difference(double from, double to) {
    return from < to ? new BigDecimal(to).subtract(new BigDecimal(from)) : BigDecimal.ZERO;
  }
}
