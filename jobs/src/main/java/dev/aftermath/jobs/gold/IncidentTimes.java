package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.IncidentSlices;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The incidents of all systems while they become slices of bad time. */
final class IncidentTimes {
  private static final int LABELS = Grouping.OF_INCIDENTS.size();

  private IncidentTimes() {}

  /**
   * Rows of the days of all measures.
   *
   * @param rows incidents: the labels in the order of {@link Grouping#OF_INCIDENTS}, opened,
   *     resolved, counted
   */
  static Iterator<Row> rows(List<SloMeasure> measures, Iterator<Row> rows, Instant asOf) {
    List<Incident> incidents = new ArrayList<>();
    Instant first = asOf;
    while (rows.hasNext()) {
      Row row = rows.next();
      Instant opened = Micros.instant(row.getLong(LABELS));
      first = opened.isBefore(first) ? opened : first;
      Instant resolved = row.isNullAt(LABELS + 1) ? asOf : Micros.instant(row.getLong(LABELS + 1));
      Instant end = resolved.isAfter(asOf) ? asOf : resolved;
      boolean isBad = row.getBoolean(LABELS + 2) && end.isAfter(opened);
      incidents.add(new Incident(labels(row), isBad ? new Interval(opened, end) : null));
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
    IncidentQuery asked = ((Indicator.IncidentTime) measure.indicator()).incidents();
    Grouping grouping = measure.grouping();
    SortedMap<String, List<Interval>> badByGroup = new TreeMap<>();
    if (grouping.labels().isEmpty()) {
      badByGroup.put(Grouping.WHOLE, new ArrayList<>());
    }
    grouping.targets().keySet().forEach(group -> badByGroup.put(group, new ArrayList<>()));
    for (Incident incident : incidents) {
      if (asked.concerns(incident.labels().get("service"))) {
        List<Interval> bad =
            badByGroup.computeIfAbsent(
                grouping.keyOf(incident.labels()), group -> new ArrayList<>());
        Interval lasted = incident.bad();
        if (lasted != null && incident.matches(asked)) {
          bad.add(lasted);
        }
      }
    }
    badByGroup.forEach(
        (group, bad) -> {
          for (DaySlices day : IncidentSlices.of(measure.grid(), known, bad)) {
            days.add(SliceDay.ofIncidents(measure, group, day, overlapping(bad, day)));
          }
        });
  }

  private static long overlapping(List<Interval> incidents, DaySlices day) {
    Instant start = day.start(0);
    Instant end = start.plus(1, ChronoUnit.DAYS);
    return incidents.stream()
        .filter(incident -> incident.start().isBefore(end) && incident.end().isAfter(start))
        .count();
  }

  private static Map<String, String> labels(Row row) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < LABELS; i++) {
      if (!row.isNullAt(i)) {
        labels.put(Grouping.OF_INCIDENTS.get(i), row.getString(i));
      }
    }
    return labels;
  }

  /** An incident; {@code bad} is null where it makes no time bad, such as that of a test. */
  private record Incident(Map<String, String> labels, @Nullable Interval bad) {

    boolean matches(IncidentQuery asked) {
      return asked.matches(labels.get("service"), labels.get("priority"), labels.get("impact"));
    }
  }
}
