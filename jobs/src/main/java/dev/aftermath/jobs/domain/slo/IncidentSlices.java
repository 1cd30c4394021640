package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Time without an incident, in slices: all of a slice is its length in seconds, good is what no
 * incident covers. Incidents that overlap count once.
 */
public final class IncidentSlices {
  private static final int MICROS = 6;

  private IncidentSlices() {}

  /**
   * The slices that lie in a stretch of time whole, by day.
   *
   * @param known the time that incidents are known of; other slices are unknown
   * @param incidents from opening to resolution
   */
  public static List<DaySlices> of(SliceGrid grid, Interval known, Collection<Interval> incidents) {
    SliceExclusions union = SliceExclusions.of(ExclusionRule.REMOVE_TIME, incidents);
    long length = grid.length().toMillis();
    long first = -Math.floorDiv(-known.start().toEpochMilli(), length);
    long end = Math.floorDiv(known.end().toEpochMilli(), length);
    BigDecimal total = BigDecimal.valueOf(grid.length().toSeconds());
    List<DaySlices> days = new ArrayList<>();
    for (long slice = first; slice < end; slice++) {
      long day = grid.dayOf(slice);
      if (days.isEmpty() || days.get(days.size() - 1).day() != day) {
        days.add(new DaySlices(grid, day));
      }
      Instant start = grid.start(slice);
      Duration bad = union.overlap(start, start.plus(grid.length()));
      BigDecimal badSeconds =
          BigDecimal.valueOf(bad.toNanos() / 1_000, MICROS).stripTrailingZeros();
      days.get(days.size() - 1).put(grid.placeOf(slice), total.subtract(badSeconds), total);
    }
    return days;
  }
}
