package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The union of the exclusions that concern one SLO, and what they do to a slice. */
public final class SliceExclusions {
  private final ExclusionRule rule;
  private final TreeMap<Instant, Instant> ends = new TreeMap<>();

  private SliceExclusions(ExclusionRule rule) {
    this.rule = rule;
  }

  static SliceExclusions none() {
    return new SliceExclusions(ExclusionRule.REMOVE_TIME);
  }

  /** The union of some stretches, by a rule. */
  public static SliceExclusions of(ExclusionRule rule, Collection<Interval> intervals) {
    SliceExclusions exclusions = new SliceExclusions(rule);
    List<Interval> ascending = new ArrayList<>(intervals);
    ascending.sort(Comparator.comparing(Interval::start));
    for (Interval interval : ascending) {
      Map.Entry<Instant, Instant> last = exclusions.ends.lastEntry();
      if (last == null || last.getValue().isBefore(interval.start())) {
        exclusions.ends.put(interval.start(), interval.end());
      } else if (last.getValue().isBefore(interval.end())) {
        exclusions.ends.put(last.getKey(), interval.end());
      }
    }
    return exclusions;
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  /** Whether a slice lies in them whole. */
  public boolean cover(Instant start, Instant end) {
    Map.Entry<Instant, Instant> before = ends.floorEntry(start);
    return before != null && !before.getValue().isBefore(end);
  }

  /** How much of a slice lies in them. */
  Duration overlap(Instant start, Instant end) {
    Duration sum = Duration.ZERO;
    Instant from = ends.floorKey(start);
    for (Map.Entry<Instant, Instant> each :
        ends.subMap(from == null ? start : from, true, end, false).entrySet()) {
      Instant begin = each.getKey().isAfter(start) ? each.getKey() : start;
      Instant until = each.getValue().isBefore(end) ? each.getValue() : end;
      sum = until.isAfter(begin) ? sum.plus(Duration.between(begin, until)) : sum;
    }
    return sum;
  }

  /** The state of a covered slice in place of the measured one. */
  SliceState stateInstead(SliceState measured, BudgetingMethod method) {
    return switch (rule) {
      case REMOVE_TIME -> SliceState.EXCLUDED;
      case DROP_EVENTS -> SliceState.IDLE;
      case COUNT_AS_GOOD ->
          method == BudgetingMethod.OCCURRENCES
                  && (measured == SliceState.UNKNOWN || measured == SliceState.IDLE)
              ? SliceState.IDLE
              : SliceState.GOOD;
    };
  }
}
