package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesDay;
import dev.aftermath.jobs.domain.slo.SloDefinition;
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

  private final List<SloDefinition> slos;
  private final Iterator<Row> series;
  private final Map<String, List<Use>> usesBySeries = new HashMap<>();
  private final Map<Key, DaySums> sums = new HashMap<>();
  private Iterator<Map.Entry<Key, DaySums>> leaving;

  SeriesCounting(List<SloDefinition> slos, Iterator<Row> series) {
    this.slos = slos;
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
    return RowFactory.create(key.slo(), key.day(), key.isTotal(), entry.getValue().encode());
  }

  private void count(Row row) {
    String source = row.getString(0);
    List<Use> uses =
        usesBySeries.computeIfAbsent(
            source + '\0' + row.getString(1), series -> uses(source, row.getJavaMap(2)));
    List<DaySums> counter = null;
    List<DaySums> events = null;
    for (Use use : uses) {
      if (use.samples() == Indicator.SampleMeaning.COUNTER) {
        if (counter == null) {
          double previous = row.isNullAt(3) ? Double.NaN : row.getDouble(3);
          counter = SeriesDay.ofCounter(previous, row.getAs("chunk"));
        }
        add(use, counter);
      } else {
        if (events == null) {
          events = SeriesDay.ofEvents(row.getAs("chunk"));
        }
        add(use, events);
      }
    }
  }

  private void add(Use use, List<DaySums> days) {
    for (DaySums day : days) {
      sums.computeIfAbsent(
              new Key(use.slo(), day.day(), use.isTotal()), key -> new DaySums(key.day()))
          .add(day);
    }
  }

  private List<Use> uses(String source, Map<String, String> labels) {
    List<Use> uses = new ArrayList<>();
    for (int slo = 0; slo < slos.size(); slo++) {
      if (slos.get(slo).indicator() instanceof Indicator.Ratio ratio) {
        if (ratio.total().matches(source, labels)) {
          uses.add(new Use(slo, true, ratio.samples()));
        }
        if (ratio.counted().matches(source, labels)) {
          uses.add(new Use(slo, false, ratio.samples()));
        }
      }
    }
    return uses;
  }

  private record Key(int slo, long day, boolean isTotal) {}

  private record Use(int slo, boolean isTotal, Indicator.SampleMeaning samples) {}
}
