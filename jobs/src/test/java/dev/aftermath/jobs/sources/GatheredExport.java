package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that a reader hands over of one file; a refusal is kept as the file's one defect. */
final class GatheredExport implements ExportSink {
  final List<RawRecord> records = new ArrayList<>();
  final List<Defect> defects = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  boolean refused;

  static GatheredExport of(ExportReader reader, SourceSettings settings, byte[] bytes) {
    GatheredExport gathered = new GatheredExport();
    try {
      reader.read(new ByteArrayInputStream(bytes), settings, gathered);
    } catch (RefusedExportException e) {
      gathered.refused = true;
      gathered.defects.add(e.defect());
    } catch (IOException e) {
      throw new AssertionError("a reader may not fail for what a file contains", e);
    }
    return gathered;
  }

  static GatheredExport of(ExportReader reader, SourceSettings settings, String text) {
    return of(reader, settings, text.getBytes(StandardCharsets.UTF_8));
  }

  static GatheredExport of(ExportReader reader, String text) {
    return of(reader, SourceSettings.named("test"), text);
  }

  /** Records and what is held back, which must be what the file holds. */
  long account() {
    return records.size() + defects.stream().mapToLong(Defect::recordCount).sum();
  }

  List<String> keys() {
    return records.stream().map(RawRecord::key).toList();
  }

  Stream<RawEvent> events() {
    return records.stream().flatMap(record -> record.events().stream());
  }

  @Override
  public void record(RawRecord record) {
    records.add(record);
  }

  @Override
  public void sample(Map<String, String> labels, long epochMillis, double value) {
    throw new AssertionError("no samples here");
  }

  @Override
  public void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram) {
    throw new AssertionError("no histograms here");
  }

  @Override
  public void logLine(RawLogLine line) {
    throw new AssertionError("no log lines here");
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
