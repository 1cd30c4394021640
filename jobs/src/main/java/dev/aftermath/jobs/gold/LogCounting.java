package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.SeriesAudit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the log lines of one partition into slices and adds up what belongs together before
 * anything is shuffled. A line belongs to the slice that it was written in.
 */
final class LogCounting {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<SloMeasure> measures;
  private final List<Lines> lines = new ArrayList<>();
  private final Map<String, List<Use>> usesByStream = new HashMap<>();
  private final Map<Key, Sums> sums = new HashMap<>();

  private LogCounting(List<SloMeasure> measures) {
    this.measures = measures;
    for (SloMeasure measure : measures) {
      Indicator.LogRatio ratio = (Indicator.LogRatio) measure.indicator();
      lines.add(new Lines(ratio, ratio.total().lines(), ratio.counted().lines()));
    }
  }

  /** Counts rows of source, stream, labels, nanoseconds, line and multiplicity. */
  static Iterator<Row> of(List<SloMeasure> measures, Iterator<Row> entries) {
    LogCounting counting = new LogCounting(measures);
    entries.forEachRemaining(counting::count);
    return counting.sums.entrySet().stream()
        .map(
            entry -> {
              Key key = entry.getKey();
              return RowFactory.create(
                  key.measure(),
                  key.group(),
                  key.day(),
                  key.part().name(),
                  null,
                  entry.getValue().events().encode(),
                  entry.getValue().audit().encode());
            })
        .iterator();
  }

  private void count(Row row) {
    String source = row.getString(0);
    List<Use> uses =
        usesByStream.computeIfAbsent(
            source + '\0' + row.getString(1), stream -> uses(source, row.getJavaMap(2)));
    long millis = Math.floorDiv(row.getLong(3), NANOS_PER_MILLI);
    for (Use use : uses) {
      SloMeasure measure = measures.get(use.measure());
      long slice = Math.floorDiv(millis, measure.grid().length().toMillis());
      long day = measure.grid().dayOf(slice);
      Sums ofDay =
          sums.computeIfAbsent(
              new Key(use.measure(), use.group(), day, use.part()),
              key -> new Sums(new DaySums(measure.grid(), day), new SeriesAudit()));
      long kept = use.keeps().test(row.getString(4)) ? row.getLong(5) : 0;
      ofDay.events().lines(measure.grid().placeOf(slice), kept);
      ofDay.audit().counted(kept);
    }
  }

  private List<Use> uses(String source, Map<String, String> labels) {
    List<Use> uses = new ArrayList<>();
    for (int number = 0; number < measures.size(); number++) {
      Lines asked = lines.get(number);
      LogQuery total = asked.ratio().total();
      LogQuery counted = asked.ratio().counted();
      String group = measures.get(number).grouping().keyOf(labels);
      if (total.matchesStream(source, labels)) {
        uses.add(new Use(number, group, SlicePart.TOTAL, asked.total()));
      }
      if (counted.matchesStream(source, labels)) {
        uses.add(new Use(number, group, SlicePart.COUNTED, asked.counted()));
      }
    }
    return uses;
  }

  private record Lines(
      Indicator.LogRatio ratio, Predicate<String> total, Predicate<String> counted) {}

  private record Key(int measure, String group, long day, SlicePart part) {}

  private record Sums(DaySums events, SeriesAudit audit) {}

  private record Use(int measure, String group, SlicePart part, Predicate<String> keeps) {}
}
