package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.BoundedSlices;
import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesAudit;
import dev.aftermath.jobs.domain.slo.SeriesReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One measure, group and day while its parts come together, and the row that it becomes. */
final class SliceDay {
  /** Sums of a part of the series, as they are shuffled. */
  static final StructType PARTS =
      StructType.fromDDL(
          """
          measure INT NOT NULL,
          group_key STRING NOT NULL,
          epoch_day BIGINT NOT NULL,
          part STRING NOT NULL,
          bound DOUBLE,
          sums BINARY NOT NULL,
          audit BINARY NOT NULL
          """);

  private final SloMeasure measure;
  private final String group;
  private final long day;
  private final DaySums total;
  private final DaySums part;
  private @Nullable DaySums possible;
  private final NavigableMap<Double, DaySums> buckets = new TreeMap<>();
  private final SeriesAudit totalAudit = new SeriesAudit();
  private final SeriesAudit partAudit = new SeriesAudit();

  SliceDay(SloMeasure measure, String group, long day) {
    this.measure = measure;
    this.group = group;
    this.day = day;
    this.total = new DaySums(measure.grid(), day);
    this.part = new DaySums(measure.grid(), day);
  }

  /** Adds up rows of {@link #PARTS}. */
  SliceDay addAll(Iterator<Row> parts) {
    while (parts.hasNext()) {
      Row row = parts.next();
      SlicePart of = SlicePart.valueOf(row.getString(3));
      sums(of, row).add(DaySums.decode(measure.grid(), day, (byte[]) row.get(5)));
      (of == SlicePart.TOTAL ? totalAudit : partAudit).add(SeriesAudit.decode((byte[]) row.get(6)));
    }
    return this;
  }

  private DaySums sums(SlicePart of, Row row) {
    return switch (of) {
      case TOTAL -> total;
      case COUNTED -> part;
      case POSSIBLE -> {
        possible = possible == null ? new DaySums(measure.grid(), day) : possible;
        yield possible;
      }
      case OTHER_BUCKET ->
          buckets.computeIfAbsent(row.getDouble(4), bound -> new DaySums(measure.grid(), day));
    };
  }

  /** The row of a day that was counted from series. */
  Row ofSeries() {
    SeriesReading reading = measure.reading();
    boolean samplesAreEvents = reading.total() == null;
    DaySums all = samplesAreEvents ? part.ofSamples() : total;
    DaySlices slices = slices(all, reading);
    List<Row> audit = new ArrayList<>();
    if (samplesAreEvents) {
      audit.add(audit("samples", partAudit, slices, reading));
    } else {
      audit.add(audit("total", totalAudit, slices, reading));
      String name = reading.meaning().name().toLowerCase(Locale.ROOT);
      audit.add(audit(name, partAudit, slices, reading));
    }
    return row(slices, samplesAreEvents ? new DaySums(all.grid(), day) : all, part, audit);
  }

  private DaySlices slices(DaySums all, SeriesReading reading) {
    if (totalAudit.otherSeriesCount() + partAudit.otherSeriesCount() > 0) {
      return new DaySlices(measure.grid(), day);
    }
    if (reading.samples() == SeriesReading.Samples.NATIVE_HISTOGRAMS) {
      DaySums most = possible == null ? part : possible;
      return BoundedSlices.ofHistograms(all, part, most, reading.partRule());
    }
    Double bound = reading.askedBound();
    if (bound == null || reading.partRule() != SeriesReading.PartRule.BOUNDED) {
      return DaySlices.of(all, part, reading);
    }
    NavigableMap<Double, DaySums> every = new TreeMap<>(buckets);
    every.put(bound, part);
    return BoundedSlices.of(all, every, bound);
  }

  /** The row of a day that was counted from log lines. */
  Row ofLines() {
    Indicator.Part meaning = ((Indicator.LogRatio) measure.indicator()).part();
    DaySlices slices = DaySlices.of(total, part, meaning);
    long above = slices.goodAboveTotalCount();
    String finding =
        totalAudit.sampleCount() == 0 ? "no line of the total was kept: no slice has events" : null;
    List<Row> audit =
        List.of(
            audit("total", totalAudit.sampleCount(), above, finding),
            audit(meaning.name().toLowerCase(Locale.ROOT), partAudit.sampleCount(), above, null));
    return row(slices, total, part, audit);
  }

  /** The row of a day whose slices are made of so many incidents. */
  static Row ofIncidents(SloMeasure measure, String group, DaySlices slices, long incidents) {
    DaySums none = new DaySums(measure.grid(), slices.day());
    return new SliceDay(measure, group, slices.day())
        .row(slices, none, none, List.of(audit("bad", incidents, 0, null)));
  }

  private Row row(DaySlices slices, DaySums all, DaySums counted, List<Row> audit) {
    BigDecimal goodSum = BigDecimal.ZERO;
    BigDecimal totalSum = BigDecimal.ZERO;
    long totalSamples = 0;
    long partSamples = 0;
    long resets = 0;
    for (int place = 0; place < measure.grid().perDay(); place++) {
      if (slices.isKnown(place)) {
        goodSum = goodSum.add(slices.good(place));
        totalSum = totalSum.add(slices.total(place));
        totalSamples += all.sampleCount(place);
        partSamples += counted.sampleCount(place);
        resets += (long) all.resetCount(place) + counted.resetCount(place);
      }
    }
    return RowFactory.create(
        measure.slo(),
        measure.service(),
        measure.key(),
        group,
        Math.toIntExact(day),
        Math.toIntExact(measure.grid().length().toSeconds()),
        (long) slices.knownCount(),
        goodSum,
        totalSum,
        totalSamples,
        partSamples,
        resets,
        slices.encode(),
        audit.toArray(new Row[0]));
  }

  private Row audit(String name, SeriesAudit audit, DaySlices slices, SeriesReading reading) {
    return RowFactory.create(
        name,
        audit.seriesCount(),
        audit.sampleCount(),
        audit.unusableCount(),
        audit.conflictCount(),
        audit.duplicateCount(),
        audit.lateCount(),
        audit.resetCount(),
        audit.gapCount(),
        audit.longestStepSeconds(),
        audit.firstValueLostCount(),
        (long) slices.goodAboveTotalCount(),
        audit.lowerBound(),
        audit.upperBound(),
        finding(name, audit, reading, slices));
  }

  /** What is not counted from series has no resets, gaps or buckets. */
  private static Row audit(String name, long count, long above, @Nullable String finding) {
    return RowFactory.create(
        name, null, count, 0L, 0L, 0L, 0L, 0L, 0L, null, 0L, above, null, null, finding);
  }

  private @Nullable String finding(
      String name, SeriesAudit audit, SeriesReading reading, DaySlices slices) {
    String other = BucketFindings.otherSeries(reading, audit);
    if (other != null) {
      return other;
    }
    if (name.equals("total")) {
      return audit.seriesCount() > 0 ? null : "no series of the total: every slice is unknown";
    }
    Double asked = reading.askedBound();
    if (audit != partAudit || asked == null) {
      return audit.seriesCount() == 0 && name.equals("good")
          ? "no series of the good events: all count as bad"
          : null;
    }
    if (reading.partRule() == SeriesReading.PartRule.BOUNDED) {
      return BucketFindings.bounded(asked, partAudit, slices);
    }
    return reading.samples() == SeriesReading.Samples.NATIVE_HISTOGRAMS
        ? BucketFindings.doubtful(asked, partAudit, slices, total)
        : BucketFindings.refused(reading, totalAudit, partAudit);
  }
}
