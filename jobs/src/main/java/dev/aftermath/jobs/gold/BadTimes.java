package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentSlices;
import dev.aftermath.jobs.domain.slo.TimeQuery;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The incidents or notices of all systems while they become slices of bad time. */
final class BadTimes {
  private static final int FIRST_LABEL = 4;

  private final List<Told> all = new ArrayList<>();
  private final Instant asOf;

  /**
   * Takes rows as they are.
   *
   * @param rows id, begun, ended (null while it is open), whether it may make time bad, and labels,
   *     whose columns bear their names; of a record with several values of a label one row for each
   */
  BadTimes(Iterator<Row> rows, Instant asOf) {
    this.asOf = asOf;
    while (rows.hasNext()) {
      Row row = rows.next();
      Instant begun = Micros.instant(row.getLong(1));
      Instant ended = row.isNullAt(2) ? asOf : Micros.instant(row.getLong(2));
      Instant end = ended.isAfter(asOf) ? asOf : ended;
      boolean isBad = row.getBoolean(3) && end.isAfter(begun);
      all.add(
          new Told(row.getString(0), labels(row), begun, isBad ? new Interval(begun, end) : null));
    }
  }

  /** Rows of the days of all measures. */
  Iterator<Row> days(List<SloMeasure> measures) {
    List<Row> days = new ArrayList<>();
    measures.forEach(measure -> addDays(days, measure));
    return days.iterator();
  }

  private void addDays(List<Row> days, SloMeasure measure) {
    TimeQuery asked = Objects.requireNonNull(measure.indicator().badTime());
    Grouping grouping = measure.grouping();
    // By id: a notice of two components is one, and what is bad is bad once.
    SortedMap<String, Map<String, Interval>> badByGroup = new TreeMap<>();
    if (grouping.labels().isEmpty()) {
      badByGroup.put(Grouping.WHOLE, new HashMap<>());
    }
    grouping.targets().keySet().forEach(group -> badByGroup.put(group, new HashMap<>()));
    Instant first = asOf;
    for (Told told : all) {
      if (asked.looksAt(told.labels()) && told.begun().isBefore(first)) {
        first = told.begun();
      }
      if (asked.concerns(told.labels())) {
        Map<String, Interval> bad =
            badByGroup.computeIfAbsent(grouping.keyOf(told.labels()), group -> new HashMap<>());
        Interval lasted = told.bad();
        if (lasted != null && asked.matches(told.labels())) {
          bad.put(told.id(), lasted);
        }
      }
    }
    if (!first.isBefore(asOf)) {
      return;
    }
    Interval known = new Interval(first, asOf);
    badByGroup.forEach(
        (group, bad) -> {
          for (DaySlices day : IncidentSlices.of(measure.grid(), known, bad.values())) {
            long overlapping = overlapping(bad.values(), day);
            days.add(SliceDay.ofIncidents(measure, group, day, overlapping));
          }
        });
  }

  private static long overlapping(Collection<Interval> bad, DaySlices day) {
    Instant start = day.start(0);
    Instant end = start.plus(1, ChronoUnit.DAYS);
    return bad.stream()
        .filter(each -> each.start().isBefore(end) && each.end().isAfter(start))
        .count();
  }

  private static Map<String, String> labels(Row row) {
    String[] names = row.schema().fieldNames();
    Map<String, String> labels = new HashMap<>();
    for (int i = FIRST_LABEL; i < names.length; i++) {
      if (!row.isNullAt(i)) {
        labels.put(names[i], row.getString(i));
      }
    }
    return labels;
  }

  /** An incident or notice; {@code bad} is null where it makes no time bad, such as of a test. */
  private record Told(
      String id, Map<String, String> labels, Instant begun, @Nullable Interval bad) {}
}
