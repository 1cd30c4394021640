package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.IncidentSlices;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The incidents of all systems while they become slices of bad time. */
final class IncidentTimes {
  private IncidentTimes() {}

  /** Rows of the days of all measures; incidents are service, priority, impact, times, counted. */
  static Iterator<Row> rows(List<SloMeasure> measures, Iterator<Row> rows, Instant asOf) {
    List<Incident> incidents = new ArrayList<>();
    Instant first = asOf;
    while (rows.hasNext()) {
      Row row = rows.next();
      Instant opened = Micros.instant(row.getLong(3));
      first = opened.isBefore(first) ? opened : first;
      Instant resolved = row.isNullAt(4) ? asOf : Micros.instant(row.getLong(4));
      Instant end = resolved.isAfter(asOf) ? asOf : resolved;
      if (row.getBoolean(5) && end.isAfter(opened)) {
        Interval lasted = new Interval(opened, end);
        incidents.add(new Incident(row.getString(0), row.getString(1), row.getString(2), lasted));
      }
    }
    List<Row> days = new ArrayList<>();
    if (first.isBefore(asOf)) {
      Interval known = new Interval(first, asOf);
      measures.forEach(measure -> addDays(days, measure, known, incidents));
    }
    return days.iterator();
  }

  private static void addDays(
      List<Row> days, SloMeasure measure, Interval known, List<Incident> incidents) {
    Indicator.IncidentTime indicator = (Indicator.IncidentTime) measure.indicator();
    List<Interval> meant =
        incidents.stream()
            .filter(
                one -> indicator.incidents().matches(one.service(), one.priority(), one.impact()))
            .map(Incident::lasted)
            .toList();
    for (DaySlices day : IncidentSlices.of(measure.grid(), known, meant)) {
      days.add(SliceDay.of(measure, day));
    }
  }

  private record Incident(
      @Nullable String service,
      @Nullable String priority,
      @Nullable String impact,
      Interval lasted) {}
}
