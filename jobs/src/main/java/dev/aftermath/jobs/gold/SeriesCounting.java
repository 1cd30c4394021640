package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.Sample;
import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.EventRule;
import dev.aftermath.jobs.domain.slo.HistogramDay;
import dev.aftermath.jobs.domain.slo.SeriesAudit;
import dev.aftermath.jobs.domain.slo.SeriesDay;
import dev.aftermath.jobs.domain.slo.SeriesReading;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the series of one partition, decoding each series-day once however many SLOs ask for it,
 * and adds up what belongs together before anything is shuffled. What it holds is bounded: sums
 * leave early when there are many.
 */
final class SeriesCounting implements Iterator<Row> {
  private static final int MOST_SUMS_HELD = 4096;

  private final List<SloMeasure> measures;
  private final List<SeriesReading> readings;
  private final Iterator<Row> series;
  private final Map<String, List<Use>> usesBySeries = new HashMap<>();
  private final Map<Key, Sums> sums = new HashMap<>();
  private Iterator<Map.Entry<Key, Sums>> leaving;

  /**
   * Counts rows of source, series, labels, day, conflicts, previous sample, chunk, previous
   * histogram, late samples and duplicates.
   */
  SeriesCounting(List<SloMeasure> measures, Iterator<Row> series) {
    this.measures = measures;
    this.readings = measures.stream().map(SloMeasure::reading).toList();
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
    Map.Entry<Key, Sums> entry = leaving.next();
    Key key = entry.getKey();
    return RowFactory.create(
        key.measure(),
        key.group(),
        key.day(),
        key.part().name(),
        key.bound(),
        entry.getValue().events.encode(),
        entry.getValue().audit.encode());
  }

  private void count(Row row) {
    String source = row.getString(0);
    byte[] chunk = row.getAs(7);
    SeriesReading.Samples samples =
        HistogramChunk.isOne(chunk)
            ? SeriesReading.Samples.NATIVE_HISTOGRAMS
            : SeriesReading.Samples.NUMBERS;
    List<Use> uses =
        usesBySeries.computeIfAbsent(
            source + '\0' + row.getString(1), series -> uses(source, row.getJavaMap(2), samples));
    if (uses.isEmpty()) {
      return;
    }
    Map<Counted, SeriesDay.Counted> counted = new HashMap<>();
    List<HistogramSample> histograms =
        samples == SeriesReading.Samples.NATIVE_HISTOGRAMS
            ? HistogramChunk.decode(chunk)
            : List.of();
    for (Use use : uses) {
      if (use.isOther()) {
        sums(use.key(row.getInt(3))).audit.otherSeries();
        continue;
      }
      if (samples == SeriesReading.Samples.NATIVE_HISTOGRAMS) {
        count(use, row, histograms);
        continue;
      }
      if (use.bound() != null) {
        Key asked = new Key(use.measure(), use.group(), row.getInt(3), SlicePart.COUNTED, null);
        sums(asked).audit.otherBound(use.bound(), use.askedBound());
      }
      if (use.counted() != null) {
        add(use, row, counted.computeIfAbsent(use.counted(), it -> counted(it, row)));
      }
    }
  }

  private void count(Use use, Row row, List<HistogramSample> histograms) {
    byte[] previous = row.getAs(8);
    HistogramDay.Counted counted =
        HistogramDay.count(
            measures.get(use.measure()).grid(),
            use.askedBound(),
            previous == null ? null : HistogramChunk.decode(previous).get(0),
            histograms);
    add(use.as(SlicePart.TOTAL), row, counted.all());
    add(use, row, counted.sure());
    add(use.as(SlicePart.POSSIBLE), row, counted.possible());
  }

  private static SeriesDay.Counted counted(Counted counted, Row row) {
    Sample previous = row.isNullAt(5) ? null : new Sample(row.getLong(5), row.getDouble(6));
    return SeriesDay.count(counted.grid(), counted.rule(), previous, (byte[]) row.get(7));
  }

  private void add(Use use, Row row, SeriesDay.Counted counted) {
    Sums ofDay = sums(use.key(row.getInt(3)));
    if (use.part() == SlicePart.TOTAL || use.part() == SlicePart.COUNTED) {
      ofDay.audit.add(counted.audit());
      ofDay.audit.conflicts(row.getLong(4));
      ofDay.audit.late(row.getLong(9));
      ofDay.audit.duplicates(row.getLong(10));
    }
    for (DaySums day : counted.sums()) {
      sums(use.key(day.day())).events.add(day);
    }
  }

  private Sums sums(Key key) {
    return sums.computeIfAbsent(
        key,
        it ->
            new Sums(new DaySums(measures.get(it.measure()).grid(), it.day()), new SeriesAudit()));
  }

  private List<Use> uses(String source, Map<String, String> labels, SeriesReading.Samples samples) {
    List<Use> uses = new ArrayList<>();
    for (int number = 0; number < measures.size(); number++) {
      SloMeasure measure = measures.get(number);
      SeriesReading reading = readings.get(number);
      String group = measure.grouping().keyOf(labels);
      Double asked = reading.askedBound();
      Counted counted = new Counted(measure.grid(), reading.rule());
      if (reading.samples() != samples) {
        if (reading.part().matches(source, labels)) {
          uses.add(new Use(number, group, SlicePart.COUNTED, null, null, 0));
        }
        if (reading.total() != null && reading.total().matches(source, labels)) {
          uses.add(new Use(number, group, SlicePart.TOTAL, null, null, 0));
        }
        continue;
      }
      if (samples == SeriesReading.Samples.NATIVE_HISTOGRAMS) {
        if (asked != null && reading.part().matches(source, labels)) {
          uses.add(new Use(number, group, SlicePart.COUNTED, counted, null, asked));
        }
        continue;
      }
      if (reading.isTotal(source, labels)) {
        uses.add(new Use(number, group, SlicePart.TOTAL, counted, null, 0));
      }
      if (reading.isPart(source, labels)) {
        uses.add(new Use(number, group, SlicePart.COUNTED, counted, null, 0));
      }
      OptionalDouble other = reading.otherBound(source, labels);
      if (other.isPresent() && asked != null) {
        Counted needed = reading.partRule() == SeriesReading.PartRule.BOUNDED ? counted : null;
        uses.add(
            new Use(number, group, SlicePart.OTHER_BUCKET, needed, other.getAsDouble(), asked));
      }
    }
    return uses;
  }

  /** How a series is counted: once for all who ask for the same. */
  private record Counted(SliceGrid grid, EventRule rule) {}

  private record Key(int measure, String group, long day, SlicePart part, @Nullable Double bound) {}

  private record Sums(DaySums events, SeriesAudit audit) {}

  /**
   * What a series is to a measure.
   *
   * @param counted null for a bucket or a series that is only told of
   * @param bound of another bucket than the one that is asked for; null for all else
   */
  private record Use(
      int measure,
      String group,
      SlicePart part,
      @Nullable Counted counted,
      @Nullable Double bound,
      double askedBound) {

    /** Whether its samples are not what the measure counts. */
    boolean isOther() {
      return counted == null && bound == null;
    }

    Use as(SlicePart other) {
      return new Use(measure, group, other, counted, bound, askedBound);
    }

    Key key(long day) {
      return new Key(measure, group, day, part, bound);
    }
  }
}
