package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps all that a reader hands over. */
final class RecordingSink implements ExportSink {
  final List<RawRecord> records = new ArrayList<>();
  final List<String> samples = new ArrayList<>();
  final List<String> histograms = new ArrayList<>();
  final List<RawLogLine> lines = new ArrayList<>();
  final List<Defect> defects = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  static RecordingSink read(ExportReader reader, String file)
      throws IOException, RefusedExportException {
    return read(reader, file.getBytes(StandardCharsets.UTF_8), SourceSettings.named("test"));
  }

  static RecordingSink read(ExportReader reader, byte[] file, SourceSettings settings)
      throws IOException, RefusedExportException {
    RecordingSink sink = new RecordingSink();
    reader.read(new ByteArrayInputStream(file), settings, sink);
    return sink;
  }

  /** All that was handed over, counted as the file's account counts it. */
  long sum() {
    return records.size()
        + samples.size()
        + histograms.size()
        + lines.size()
        + defects.stream().mapToLong(Defect::recordCount).sum();
  }

  Defect onlyDefect() {
    assertThat(defects).hasSize(1);
    return defects.get(0);
  }

  @Override
  public void record(RawRecord record) {
    records.add(record);
  }

  @Override
  public void sample(Map<String, String> labels, long epochMillis, double value) {
    samples.add(new TreeMap<>(labels) + " " + epochMillis + " " + value);
  }

  @Override
  public void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram) {
    histograms.add(
        new TreeMap<>(labels)
            + " "
            + epochMillis
            + " count "
            + histogram.count()
            + " sum "
            + histogram.sum()
            + histogram.buckets().stream()
                .map(
                    bucket ->
                        (bucket.hasLower() ? " [" : " (")
                            + bucket.lower()
                            + ","
                            + bucket.upper()
                            + (bucket.hasUpper() ? "]" : ")")
                            + bucket.count())
                .collect(Collectors.joining()));
  }

  @Override
  public void logLine(RawLogLine line) {
    lines.add(line);
  }

  @Override
  public void quarantine(Defect defect) {
    defects.add(defect);
  }

  @Override
  public void warn(String warning) {
    warnings.add(warning);
  }
}
