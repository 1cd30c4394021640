package dev.aftermath.jobs.testing;

import static org.apache.spark.sql.functions.max;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.silver.SampleDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Writes rows of {@link SampleChunks} from samples such as {@code 2026-03-01T00:01:00Z=12}. */
public final class SampleRows {
  private final SparkSession spark;
  private final List<Row> rows = new ArrayList<>();

  private SampleRows(SparkSession spark) {
    this.spark = spark;
  }

  /** Begins without rows. */
  public static SampleRows in(SparkSession spark) {
    return new SampleRows(spark);
  }

  /** A chunk; {@code series} is a metric name and labels such as {@code up,job=api}. */
  public SampleRows chunk(String exportId, String series, String... samples) {
    long[] times = new long[samples.length];
    double[] values = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      int equals = samples[i].indexOf('=');
      times[i] = Instant.parse(samples[i].substring(0, equals)).toEpochMilli();
      values[i] = Double.parseDouble(samples[i].substring(equals + 1));
    }
    return chunk(exportId, series, times, values);
  }

  /** A chunk of samples of one UTC day. */
  public SampleRows chunk(String exportId, String series, long[] times, double[] values) {
    return row(
        exportId,
        series,
        times[0],
        times[times.length - 1],
        times.length,
        SampleChunk.encode(times, values, times.length));
  }

  /** A chunk of native histograms of one UTC day. */
  public SampleRows histograms(String exportId, String series, HistogramSample... samples) {
    return row(
        exportId,
        series + SampleChunks.NATIVE_HISTOGRAM,
        samples[0].epochMillis(),
        samples[samples.length - 1].epochMillis(),
        samples.length,
        HistogramChunk.encode(List.of(samples)));
  }

  private SampleRows row(
      String exportId, String series, long first, long last, long count, byte[] chunk) {
    String[] parts = series.replace(SampleChunks.NATIVE_HISTOGRAM, "").split(",", -1);
    Map<String, String> labels = new TreeMap<>(Map.of("__name__", parts[0]));
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      labels.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    LocalDate day = Instant.ofEpochMilli(first).atOffset(ZoneOffset.UTC).toLocalDate();
    rows.add(
        RowFactory.create(
            exportId,
            "prometheus",
            series,
            labels,
            day,
            count,
            Instant.ofEpochMilli(first),
            Instant.ofEpochMilli(last),
            chunk,
            Days.monthOf(day)));
    return this;
  }

  /** The rows. */
  public Dataset<Row> toBronze() {
    return spark.createDataFrame(rows, SampleChunks.TABLE.schema());
  }

  /** The chunks merged into days, by exports that end with the last sample that they have here. */
  public static Dataset<Row> days(Dataset<Row> bronze) {
    return SampleDays.build(
        bronze, bronze.groupBy("export_id").agg(max("last_at").as("observed_to")));
  }

  /** The samples of a row's chunk, as they were given. */
  public static List<String> samples(Row row) {
    List<String> samples = new ArrayList<>();
    SampleChunk.decode(
        row.getAs("chunk"),
        (millis, value) -> samples.add(Instant.ofEpochMilli(millis) + "=" + value));
    return samples;
  }
}
