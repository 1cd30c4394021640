package dev.aftermath.jobs.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.sources.Defect;
import dev.aftermath.jobs.sources.DefectKind;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.RawRecord;
import dev.aftermath.jobs.sources.SourceSettings;
import dev.aftermath.jobs.testing.Histograms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExportAccountTest {
  private static final long MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z").toEpochMilli();

  private final List<Row> items = new ArrayList<>();
  private final ExportAccount account = new ExportAccount(task(), "batch", items::add);

  @Test
  @DisplayName("Samples before and after midnight UTC are two chunks, and a repetition is counted")
  void chunksByDay() {
    Map<String, String> labels = Map.of("__name__", "up", "job", "shop");
    account.sample(labels, MIDNIGHT - 60_000, 1);
    account.sample(labels, MIDNIGHT, 1);
    account.sample(labels, MIDNIGHT, 1);
    account.sample(labels, MIDNIGHT + 60_000, 0);
    account.close("read");

    List<Row> chunks =
        items.stream().map(item -> item.<Row>getAs(1)).filter(r -> r != null).toList();
    assertThat(chunks).extracting(chunk -> chunk.getString(2)).containsOnly("up{job=\"shop\"}");
    assertThat(chunks).extracting(chunk -> chunk.getLong(5)).containsExactly(1L, 2L);
    assertThat(samples(chunks.get(1)))
        .containsExactly(MIDNIGHT + "=1.0", MIDNIGHT + 60_000 + "=0.0");
    assertCounts("read", 4, 3, 1, 0);
  }

  @Test
  @DisplayName("Samples out of order are put in order; two values of one instant are both kept")
  void unorderedSamples() {
    Map<String, String> labels = Map.of("__name__", "load");
    account.sample(labels, MIDNIGHT + 2000, 2);
    account.sample(labels, MIDNIGHT + 1000, 1);
    account.sample(labels, MIDNIGHT + 2000, 7);
    account.sample(labels, MIDNIGHT + 2000, 2);
    account.close("read");

    assertThat(samples(items.get(0).getAs(1)))
        .containsExactly(
            MIDNIGHT + 1000 + "=1.0", MIDNIGHT + 2000 + "=2.0", MIDNIGHT + 2000 + "=7.0");
    assertCounts("read", 4, 3, 1, 0);
  }

  @Test
  @DisplayName("Samples handed over together give the rows that they give one by one")
  void samplesTogether() {
    Map<String, String> labels = Map.of("__name__", "load");
    long day = 86_400_000L;
    long[] times = {
      MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + day - 1, MIDNIGHT + day, MIDNIGHT + 5, MIDNIGHT + 5, 0
    };
    double[] values = {1, 2, 3, 4, 5, 5, 9};
    account.samples(labels, times, values, 6);
    account.close("read");

    List<Row> singly = new ArrayList<>();
    ExportAccount other = new ExportAccount(task(), "batch", singly::add);
    for (int i = 0; i < 6; i++) {
      other.sample(labels, times[i], values[i]);
    }
    other.close("read");
    assertThat(toStrings(items)).isEqualTo(toStrings(singly));
    assertThat(items.stream().limit(4).map(item -> samples(item.getAs(1))))
        .containsExactly(
            List.of(MIDNIGHT - 1 + "=1.0"),
            List.of(MIDNIGHT + "=2.0", MIDNIGHT + day - 1 + "=3.0"),
            List.of(MIDNIGHT + day + "=4.0"),
            List.of(MIDNIGHT + 5 + "=5.0"));
    assertCounts("read", 6, 5, 1, 0);
  }

  @Test
  @DisplayName("Native histograms are chunks of a series of their own beside its numbers")
  void histograms() {
    Map<String, String> labels = Map.of("__name__", "seconds", "job", "shop");
    HistogramSample first = sample(MIDNIGHT - 1000, "(1,2]=3");
    HistogramSample second = sample(MIDNIGHT, "(1,2]=4");
    HistogramSample other = sample(MIDNIGHT, "(1,2]=5");
    for (HistogramSample sample : List.of(other, second, second, first)) {
      account.histogram(labels, sample.epochMillis(), sample.histogram());
    }
    account.sample(labels, MIDNIGHT, 1);
    account.close("read");

    List<Row> chunks =
        items.stream().map(item -> item.<Row>getAs(1)).filter(row -> row != null).toList();
    assertThat(chunks)
        .extracting(
            chunk -> chunk.getString(2) + " " + chunk.getLocalDate(4) + " " + chunk.getLong(5))
        .containsExactly(
            "seconds{job=\"shop\"} (native histogram) 2026-11-24 2",
            "seconds{job=\"shop\"} 2026-11-24 1",
            "seconds{job=\"shop\"} (native histogram) 2026-11-23 1");
    assertThat(HistogramChunk.decode(chunks.get(0).getAs(8))).containsExactly(other, second);
    assertThat(HistogramChunk.decode(chunks.get(2).getAs(8))).containsExactly(first);
    assertCounts("read", 5, 4, 1, 0);
  }

  private static HistogramSample sample(long epochMillis, String buckets) {
    return new HistogramSample(epochMillis, Histograms.holding(buckets));
  }

  @Test
  @DisplayName("The same record twice in a file is one row and one duplicate")
  void repeatedRecord() {
    account.record(record(1, "INC1", "{\"a\":1}"));
    account.record(record(2, "INC1", "{\"a\":1}"));
    account.record(record(3, "INC1", "{\"a\":2}"));
    account.close("read");

    assertThat((Object[]) items.get(2).get(5)).containsExactly(2L, 0L, 0L, 0L);
    assertThat(items).hasSize(3);
    assertCounts("read", 3, 2, 1, 0);
  }

  @Test
  @DisplayName(
      "A file of which nothing could be taken is refused, one of which something could is read")
  void refusal() {
    account.quarantine(
        new Defect(
            1, "line 1", DefectKind.WRONG_FORMAT, "an HTML page", "export again", "<html>", 3));
    account.close("read");

    assertCounts("refused", 3, 0, 0, 3);
  }

  private void assertCounts(
      String status, long source, long good, long duplicate, long quarantined) {
    Row export = items.get(items.size() - 1).getAs(4);
    assertThat(export.getString(9)).isEqualTo(status);
    assertThat(
            List.of(
                export.getLong(10),
                export.getLong(11),
                export.getLong(12),
                export.getLong(13),
                export.getLong(14)))
        .containsExactly(source, source, good, duplicate, quarantined);
  }

  /** Without arrays, which print as their address. */
  private static List<String> toStrings(List<Row> rows) {
    return rows.stream().map(row -> row.toString().replaceAll("\\[[^ ]+;?@\\w+", "array")).toList();
  }

  private static List<String> samples(Row chunk) {
    List<String> samples = new ArrayList<>();
    SampleChunk.decode(chunk.getAs(8), (at, value) -> samples.add(at + "=" + value));
    return samples;
  }

  private static RawRecord record(long position, String key, String body) {
    return new RawRecord(position, RawRecord.INCIDENT, key, null, 0, Map.of(), List.of(), body);
  }

  private static ExportTask task() {
    return new ExportTask(
        "shop",
        "prometheus",
        ExportFormat.PROMETHEUS_API,
        "bronze/landing/00/0.gz",
        "up.json",
        null,
        "0".repeat(64),
        "1".repeat(64),
        "2".repeat(64),
        10,
        SourceSettings.named("shop"),
        null);
  }
}
