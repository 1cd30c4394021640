package dev.aftermath.jobs.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/**
 * One ISO week in the report zone, start inclusive, end exclusive. A week with a change of clocks
 * has 167 or 169 hours.
 */
record Week(int index, String label, Instant start, Instant end) {

  static List<Week> of(SimulationSettings settings) {
    ZoneId zone = settings.zone();
    ZonedDateTime end = settings.end().atZone(zone);
    List<Week> weeks = new ArrayList<>();
    for (int i = 0; i < settings.weeks(); i++) {
      ZonedDateTime start = end.minusWeeks(settings.weeks() - i);
      String label =
          "%d-W%02d"
              .formatted(
                  start.get(IsoFields.WEEK_BASED_YEAR),
                  start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      weeks.add(new Week(i, label, start.toInstant(), start.plusWeeks(1).toInstant()));
    }
    return List.copyOf(weeks);
  }

  long startSecond() {
    return start.getEpochSecond();
  }

  long endSecond() {
    return end.getEpochSecond();
  }

  long seconds() {
    return endSecond() - startSecond();
  }

  boolean contains(long second) {
    return second >= startSecond() && second < endSecond();
  }
}
