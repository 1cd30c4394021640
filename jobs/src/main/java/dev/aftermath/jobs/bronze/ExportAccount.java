package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import dev.aftermath.jobs.sources.Defect;
import dev.aftermath.jobs.sources.ExportSink;
import dev.aftermath.jobs.sources.RawEvent;
import dev.aftermath.jobs.sources.RawLogLine;
import dev.aftermath.jobs.sources.RawRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Turns what a reader finds in one export into rows of the bronze tables, and keeps the export's
 * account while doing so.
 */
final class ExportAccount implements ExportSink {
  private static final long DAY_MILLIS = 86_400_000L;

  /** So many samples may wait for the rest of their day before all open days are written out. */
  private static final int MOST_WAITING_SAMPLES = 4_000_000;

  private static final int MOST_WARNINGS = 20;

  private final ExportTask task;
  private final String batchId;
  private final Consumer<Row> rows;
  private final Set<Digest> seenRecords = new HashSet<>();
  private final Map<String, OpenSeries<ChunkBuilder>> openSeries = new LinkedHashMap<>();
  private final Map<String, OpenSeries<HistogramChunkBuilder>> openHistograms =
      new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable Map<String, String> lastLabels;
  private @Nullable OpenSeries<ChunkBuilder> lastSeries;
  private int waitingSamples;
  private long sourceCount;
  private long goodCount;
  private long duplicateCount;
  private long quarantinedCount;
  private long recordCount;
  private long chunkCount;
  private long lineCount;
  private long defectCount;
  private long observedFrom = Long.MAX_VALUE;
  private long observedTo = Long.MIN_VALUE;

  ExportAccount(ExportTask task, String batchId, Consumer<Row> rows) {
    this.task = task;
    this.batchId = batchId;
    this.rows = rows;
  }

  @Override
  public void record(RawRecord record) {
    sourceCount++;
    Digest digest = Digest.of(record.kind(), record.key(), record.body());
    if (!seenRecords.add(digest)) {
      duplicateCount++;
      return;
    }
    goodCount++;
    recordCount++;
    if (record.versionAt() != null) {
      observe(record.versionAt().toEpochMilli());
    }
    rows.accept(ParsedItem.ofRecord(recordRow(record, digest)));
  }

  @Override
  public void sample(Map<String, String> labels, long epochMillis, double value) {
    OpenSeries<ChunkBuilder> series = seriesOf(labels);
    sourceCount++;
    observe(epochMillis);
    turnTo(Math.floorDiv(epochMillis, DAY_MILLIS), series);
    series.samples.add(epochMillis, value);
    waiting(1);
  }

  @Override
  public void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram) {
    OpenSeries<HistogramChunkBuilder> series =
        openHistograms.computeIfAbsent(
            seriesName(labels) + SampleChunks.NATIVE_HISTOGRAM,
            name -> new OpenSeries<>(name, labels, HistogramChunkBuilder::new));
    sourceCount++;
    observe(epochMillis);
    turnTo(Math.floorDiv(epochMillis, DAY_MILLIS), series);
    HistogramSample sample = new HistogramSample(epochMillis, histogram);
    series.samples.add(sample);
    waiting(HistogramChunkBuilder.weightOf(sample));
  }

  @Override
  public void samples(Map<String, String> labels, long[] epochMillis, double[] values, int count) {
    OpenSeries<ChunkBuilder> series = seriesOf(labels);
    sourceCount += count;
    int from = 0;
    while (from < count) {
      long day = Math.floorDiv(epochMillis[from], DAY_MILLIS);
      int room = MOST_WAITING_SAMPLES - waitingSamples;
      int to = endOfDay(day, epochMillis, from, Math.min(count - from, room) + from);
      turnTo(day, series);
      series.samples.add(epochMillis, values, from, to);
      waiting(to - from);
      from = to;
    }
  }

  /** Up to where the times are of one day, which are observed. */
  private int endOfDay(long day, long[] epochMillis, int from, int limit) {
    long begin = day * DAY_MILLIS;
    long end = begin + DAY_MILLIS;
    long earliest = observedFrom;
    long latest = observedTo;
    int at = from;
    while (at < limit && epochMillis[at] >= begin && epochMillis[at] < end) {
      earliest = Math.min(earliest, epochMillis[at]);
      latest = Math.max(latest, epochMillis[at]);
      at++;
    }
    observedFrom = earliest;
    observedTo = latest;
    return at;
  }

  @Override
  public void logLine(RawLogLine line) {
    sourceCount++;
    goodCount++;
    lineCount++;
    long millis = Math.floorDiv(line.epochNanos(), 1_000_000L);
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
    observe(millis);
    rows.accept(
        ParsedItem.ofLogLine(
            RowFactory.create(
                task.exportId(),
                task.source(),
                line.position(),
                line.epochNanos(),
                CollectionConverters.asScala(line.labels()),
                line.line(),
                CollectionConverters.asScala(line.metadata()),
                day,
                Days.monthOf(day))));
  }

  @Override
  public void quarantine(Defect defect) {
    sourceCount += defect.recordCount();
    quarantinedCount += defect.recordCount();
    defectCount++;
    rows.accept(
        ParsedItem.ofDefect(
            RowFactory.create(
                task.exportId(),
                task.source(),
                task.fileName(),
                task.entryName(),
                defect.position(),
                defect.where(),
                defect.kind().name().toLowerCase(Locale.ROOT),
                defect.cause(),
                defect.remedy(),
                defect.recordCount(),
                defect.original())));
  }

  @Override
  public void warn(String warning) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(warning);
    }
  }

  /** The file yields nothing more. */
  void close(String status) {
    writeAll();
    rows.accept(
        ParsedItem.ofAccount(
            RowFactory.create(
                task.exportId(),
                task.source(),
                task.format().word(),
                task.fileName(),
                task.entryName(),
                task.contentSha256(),
                task.fileSha256(),
                task.settingsDigest(),
                task.byteCount(),
                goodCount == 0 && defectCount > 0 ? "refused" : status,
                sourceCount,
                goodCount + duplicateCount + quarantinedCount,
                goodCount,
                duplicateCount,
                quarantinedCount,
                observedFrom == Long.MAX_VALUE ? null : Instant.ofEpochMilli(observedFrom),
                observedTo == Long.MIN_VALUE ? null : Instant.ofEpochMilli(observedTo),
                warnings.toArray(String[]::new),
                batchId),
            recordCount,
            chunkCount,
            lineCount,
            defectCount));
  }

  private void observe(long epochMillis) {
    observedFrom = Math.min(observedFrom, epochMillis);
    observedTo = Math.max(observedTo, epochMillis);
  }

  private OpenSeries<ChunkBuilder> seriesOf(Map<String, String> labels) {
    // A reader hands over the same map for a run of samples: no need to name the series again.
    if (lastSeries == null || labels != lastLabels) {
      lastSeries =
          openSeries.computeIfAbsent(
              seriesName(labels), name -> new OpenSeries<>(name, labels, ChunkBuilder::new));
      lastLabels = labels;
    }
    return lastSeries;
  }

  /** Begins another chunk where the series comes to another day. */
  private void turnTo(long day, OpenSeries<?> series) {
    if (series.samples.count() > 0 && series.day != day) {
      write(series);
    }
    series.day = day;
  }

  private void waiting(int weight) {
    waitingSamples += weight;
    if (waitingSamples >= MOST_WAITING_SAMPLES) {
      writeAll();
    }
  }

  private void writeAll() {
    openSeries.values().forEach(this::write);
    openHistograms.values().forEach(this::write);
  }

  private void write(OpenSeries<?> series) {
    DaySamples samples = series.samples;
    if (samples.count() == 0) {
      return;
    }
    waitingSamples -= samples.weight();
    samples.settle();
    goodCount += samples.count();
    duplicateCount += samples.repeated();
    chunkCount++;
    rows.accept(
        ParsedItem.ofChunk(
            RowFactory.create(
                task.exportId(),
                task.source(),
                series.name,
                CollectionConverters.asScala(series.labels),
                LocalDate.ofEpochDay(series.day),
                (long) samples.count(),
                Instant.ofEpochMilli(samples.firstAt()),
                Instant.ofEpochMilli(samples.lastAt()),
                samples.encode(),
                Days.monthOf(LocalDate.ofEpochDay(series.day)))));
    series.begin();
  }

  private Row recordRow(RawRecord record, Digest digest) {
    Map<String, String> fields = new HashMap<>();
    record.fields().forEach((field, value) -> fields.put(lower(field), value));
    Row[] events = record.events().stream().map(ExportAccount::eventRow).toArray(Row[]::new);
    return RowFactory.create(
        task.exportId(),
        task.source(),
        task.system(),
        record.kind(),
        record.key(),
        record.versionAt(),
        record.sequence(),
        record.position(),
        digest.hex(),
        CollectionConverters.asScala(fields),
        events,
        record.body());
  }

  private static Row eventRow(RawEvent event) {
    return RowFactory.create(
        event.at(), event.kind().name(), event.actorKind().name(), event.actor(), event.detail());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The series in the notation of Prometheus, labels in order of their names. */
  static String seriesName(Map<String, String> labels) {
    StringBuilder name = new StringBuilder(labels.getOrDefault("__name__", ""));
    name.append('{');
    String separator = "";
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      if (!label.getKey().equals("__name__")) {
        String value =
            label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        name.append(separator).append(label.getKey()).append("=\"").append(value).append('"');
        separator = ",";
      }
    }
    return name.append('}').toString();
  }

  private static final class OpenSeries<S extends DaySamples> {
    private final String name;
    private final Map<String, String> labels;
    private final Supplier<S> empty;
    private S samples;
    private long day;

    OpenSeries(String name, Map<String, String> labels, Supplier<S> empty) {
      this.name = name;
      this.labels = labels;
      this.empty = empty;
      this.samples = empty.get();
    }

    void begin() {
      samples = empty.get();
    }
  }

  private record Digest(long high, long low) {
    static Digest of(String... parts) {
      ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(String.join("\n", parts)));
      return new Digest(bytes.getLong(), bytes.getLong());
    }

    String hex() {
      return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
  }
}
