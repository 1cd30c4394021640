package dev.aftermath.jobs.domain.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Whether stretches of time leave anything out. */
public final class Coverage {
  private Coverage() {}

  /**
   * The parts of a period that none of the stretches covers, ascending; one that begins where
   * another ends leaves nothing out.
   *
   * @param stretches in any order; they may overlap and reach beyond the period
   */
  public static List<Interval> gaps(Interval period, Collection<Interval> stretches) {
    List<Interval> gaps = new ArrayList<>();
    Instant covered = period.start();
    List<Interval> ascending =
        stretches.stream().sorted(Comparator.comparing(Interval::start)).toList();
    for (Interval stretch : ascending) {
      if (!stretch.start().isBefore(period.end())) {
        break;
      }
      if (stretch.start().isAfter(covered)) {
        gaps.add(new Interval(covered, stretch.start()));
      }
      covered = stretch.end().isAfter(covered) ? stretch.end() : covered;
    }
    if (covered.isBefore(period.end())) {
      gaps.add(new Interval(covered, period.end()));
    }
    return gaps;
  }
}
