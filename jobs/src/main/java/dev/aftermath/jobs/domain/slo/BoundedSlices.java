package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Slices of requests that took at most so long, from histograms that may have no bucket with just
 * this bound. Nothing is interpolated: what the nearest bucket below holds was surely fast enough,
 * what the nearest one above does not hold surely was not, and what lies between is undecided.
 *
 * <p>Only buckets that as many samples measured as the total count, so those that every histogram
 * has; without any below, nothing is surely fast enough, without any above, all may be.
 */
public final class BoundedSlices {
  private BoundedSlices() {}

  /**
   * The slices in which the total was measured.
   *
   * @param buckets all but the infinite one, by their bounds
   * @param bound that is asked for
   */
  public static DaySlices of(DaySums total, NavigableMap<Double, DaySums> buckets, double bound) {
    DaySlices slices = new DaySlices(total.grid(), total.day());
    NavigableMap<Double, DaySums> fastEnough =
        new TreeMap<>(buckets.headMap(bound, true)).descendingMap();
    NavigableMap<Double, DaySums> rest = buckets.tailMap(bound, true);
    for (int place = 0; place < total.grid().perDay(); place++) {
      if (total.isMeasured(place)) {
        BigDecimal all = total.events(place);
        BigDecimal good = nearest(fastEnough, total, place, BigDecimal.ZERO);
        BigDecimal most = nearest(rest, total, place, all);
        slices.put(place, good, all);
        slices.undecided(place, most.subtract(good).max(BigDecimal.ZERO));
      }
    }
    return slices;
  }

  /**
   * The slices of native histograms, which tell themselves how many may have been fast enough.
   *
   * @param sure requests that surely took at most so long
   * @param possible requests that may have
   * @param rule whether a slice with requests in doubt is unknown, or has them undecided
   */
  public static DaySlices ofHistograms(
      DaySums total, DaySums sure, DaySums possible, SeriesReading.PartRule rule) {
    DaySlices slices = new DaySlices(total.grid(), total.day());
    for (int place = 0; place < total.grid().perDay(); place++) {
      BigDecimal doubtful = possible.events(place).subtract(sure.events(place));
      boolean isTold = rule == SeriesReading.PartRule.BOUNDED || doubtful.signum() == 0;
      if (total.isMeasured(place) && isTold) {
        slices.put(place, sure.events(place), total.events(place));
        slices.undecided(place, doubtful);
      }
    }
    return slices;
  }

  private static BigDecimal nearest(
      NavigableMap<Double, DaySums> nearestFirst, DaySums total, int place, BigDecimal otherwise) {
    for (DaySums bucket : nearestFirst.values()) {
      if (bucket.sampleCount(place) == total.sampleCount(place)) {
        return bucket.events(place);
      }
    }
    return otherwise;
  }
}
