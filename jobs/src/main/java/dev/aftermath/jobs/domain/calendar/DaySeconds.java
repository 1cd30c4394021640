package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The working seconds of one day: ascending stretches that do not touch. */
final class DaySeconds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] starts;
  private final int[] ends;

  private DaySeconds(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /** Of the hours that begin on the day, and of those that began on the day before. */
  static DaySeconds of(Collection<DailyHours> eve, Collection<DailyHours> day) {
    List<int[]> stretches = new ArrayList<>();
    for (DailyHours hours : eve) {
      if (hours.endSecond() > DailyHours.DAY) {
        stretches.add(new int[] {0, hours.endSecond() - DailyHours.DAY});
      }
    }
    for (DailyHours hours : day) {
      stretches.add(new int[] {hours.startSecond(), Math.min(hours.endSecond(), DailyHours.DAY)});
    }
    stretches.sort((one, other) -> Integer.compare(one[0], other[0]));
    List<int[]> joined = new ArrayList<>();
    for (int[] stretch : stretches) {
      int[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && stretch[0] <= last[1]) {
        last[1] = Math.max(last[1], stretch[1]);
      } else {
        joined.add(stretch);
      }
    }
    return new DaySeconds(
        joined.stream().mapToInt(stretch -> stretch[0]).toArray(),
        joined.stream().mapToInt(stretch -> stretch[1]).toArray());
  }

  /** All of them. */
  int total() {
    return until(DailyHours.DAY);
  }

  /** Those before a second of the day. */
  int until(int second) {
    int sum = 0;
    for (int i = 0; i < starts.length && starts[i] < second; i++) {
      sum += Math.min(ends[i], second) - starts[i];
    }
    return sum;
  }

  /** Whether a second of the day is one. */
  boolean contains(int second) {
    for (int i = 0; i < starts.length; i++) {
      if (second >= starts[i] && second < ends[i]) {
        return true;
      }
    }
    return false;
  }
}
