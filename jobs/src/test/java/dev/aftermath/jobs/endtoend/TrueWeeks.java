package dev.aftermath.jobs.endtoend;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** The ISO weeks of a zone, up to the one that an evaluation is in. */
record TrueWeeks(ZoneId zone, Instant asOf) {
  LocalDate mondayOf(Instant at) {
    return at.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  static String label(LocalDate monday) {
    return "%d-W%02d"
        .formatted(
            monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  Instant endOfWeek(LocalDate monday) {
    return endOf(monday.plusDays(6));
  }

  /** Until when a week has been seen. */
  Instant seenOfWeek(LocalDate monday) {
    Instant end = endOfWeek(monday);
    return end.isAfter(asOf) ? asOf : end;
  }

  /** The Mondays from one on, without a gap. */
  List<LocalDate> since(LocalDate first) {
    List<LocalDate> mondays = new ArrayList<>();
    LocalDate last = mondayOf(asOf.minusNanos(1));
    for (LocalDate monday = first; !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      mondays.add(monday);
    }
    return mondays;
  }
}
