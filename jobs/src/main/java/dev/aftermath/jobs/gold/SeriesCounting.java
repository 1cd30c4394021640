package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesDay;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the series of one partition, decoding each series-day once however many SLOs ask for it,
 * and adds up what belongs together before anything is shuffled. What it holds is bounded: sums
 * leave early when there are many.
 */
final class SeriesCounting implements Iterator<Row> {
  private static final int MOST_SUMS_HELD = 4096;

  private final List<SloMeasure> measures;
  private final Iterator<Row> series;
  private final Map<String, List<Use>> usesBySeries = new HashMap<>();
  private final Map<Key, DaySums> sums = new HashMap<>();
  private Iterator<Map.Entry<Key, DaySums>> leaving;

  SeriesCounting(List<SloMeasure> measures, Iterator<Row> series) {
    this.measures = measures;
    this.series = series;
    this.leaving = sums.entrySet().iterator();
  }

  @Override
  public boolean hasNext() {
    while (!leaving.hasNext() && series.hasNext()) {
      sums.clear();
      while (series.hasNext() && sums.size() < MOST_SUMS_HELD) {
        count(series.next());
      }
      leaving = sums.entrySet().iterator();
    }
    return leaving.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<Key, DaySums> entry = leaving.next();
    Key key = entry.getKey();
    return RowFactory.create(
        key.measure(), key.group(), key.day(), key.isTotal(), entry.getValue().encode());
  }

  private void count(Row row) {
    String source = row.getString(0);
    List<Use> uses =
        usesBySeries.computeIfAbsent(
            source + '\0' + row.getString(1), series -> uses(source, row.getJavaMap(2)));
    Map<Counted, List<DaySums>> counted = new HashMap<>();
    for (Use use : uses) {
      add(use, counted.computeIfAbsent(use.counted(), it -> counted(it, row)));
    }
  }

  private static List<DaySums> counted(Counted counted, Row row) {
    byte[] chunk = row.getAs("chunk");
    if (counted.samples() == Indicator.SampleMeaning.EVENTS) {
      return SeriesDay.ofEvents(counted.grid(), chunk);
    }
    double previous = row.isNullAt(3) ? Double.NaN : row.getDouble(3);
    return SeriesDay.ofCounter(counted.grid(), previous, chunk);
  }

  private void add(Use use, List<DaySums> days) {
    for (DaySums day : days) {
      sums.computeIfAbsent(
              new Key(use.measure(), use.group(), day.day(), use.isTotal()),
              key -> new DaySums(use.counted().grid(), key.day()))
          .add(day);
    }
  }

  private List<Use> uses(String source, Map<String, String> labels) {
    List<Use> uses = new ArrayList<>();
    for (int number = 0; number < measures.size(); number++) {
      SloMeasure measure = measures.get(number);
      if (measure.indicator() instanceof Indicator.Ratio ratio) {
        Counted counted = new Counted(measure.grid(), ratio.samples());
        String group = measure.grouping().keyOf(labels);
        if (ratio.total().matches(source, labels)) {
          uses.add(new Use(number, group, true, counted));
        }
        if (ratio.counted().matches(source, labels)) {
          uses.add(new Use(number, group, false, counted));
        }
      }
    }
    return uses;
  }

  /** How a series is counted: once for all who ask for the same. */
  private record Counted(SliceGrid grid, Indicator.SampleMeaning samples) {}

  private record Key(int measure, String group, long day, boolean isTotal) {}

  private record Use(int measure, String group, boolean isTotal, Counted counted) {}
}
