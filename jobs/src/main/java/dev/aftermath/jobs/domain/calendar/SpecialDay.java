package dev.aftermath.jobs.domain.calendar;

import java.io.Serializable;
import java.util.List;

/**
 * A day whose hours are not those of its weekday.
 *
 * @param name such as {@code Christmas Eve}
 * @param hours those that begin on it; none on a holiday
 */
public record SpecialDay(String name, List<DailyHours> hours) implements Serializable {

  /** Takes a copy. */
  public SpecialDay {
    hours = List.copyOf(hours);
  }

  /** A day off. */
  public static SpecialDay holiday(String name) {
    return new SpecialDay(name, List.of());
  }
}
