package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the sums of the slice that is being counted, and books them when it ends. */
class SliceCounting {
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

  /**
   * Begins after an earlier sample.
   *
   * @param previousMillis the last usable one; null when there is none
   */
  SliceCounting(SliceGrid grid, @Nullable Long previousMillis) {
    this.grid = grid;
    this.sliceMillis = grid.length().toMillis();
    if (previousMillis != null) {
      hasLast = true;
      lastMillis = previousMillis;
      sliceEnd = endOfSlice(lastMillis);
    }
  }

  /** A sample that counts nothing and is passed over. */
  final void unusable() {
    samples++;
    unusable++;
  }

  /** A sample at an instant, of which is told afterwards what it counts. */
  final void at(long epochMillis) {
    samples++;
    if (epochMillis > sliceEnd || !hasLast) {
      beginSlice(epochMillis);
    }
    if (hasLast) {
      longestStep = Math.max(longestStep, epochMillis - lastMillis);
    }
    hasLast = true;
    lastMillis = epochMillis;
  }

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

  final SeriesDay.Counted counted() {
    closeSlice();
    audit.series(samples, unusable);
    audit.resets(resetsOfDay);
    audit.gaps(gaps, longestStep);
    return new SeriesDay.Counted(sums, audit);
  }
}
