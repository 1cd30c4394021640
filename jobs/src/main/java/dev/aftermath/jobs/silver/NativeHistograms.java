package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_millis;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per source, series and instant: the native histograms of {@link SampleDays} for those who
 * want rows. A view, decoded when it is read and never stored.
 */
public final class NativeHistograms {
  /** The name of the view. */
  public static final String NAME = "native_histograms";

  // Times as numbers: rows in functions then hold the same Java types under any Spark setting.
  private static final StructType DECODED =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          at_millis BIGINT NOT NULL,
          count DOUBLE NOT NULL,
          sum DOUBLE NOT NULL,
          buckets ARRAY<STRUCT<
            lower: DOUBLE, upper: DOUBLE, has_lower: BOOLEAN, has_upper: BOOLEAN, count: DOUBLE
          >> NOT NULL
          """);

  private NativeHistograms() {}

  /**
   * The histograms of the chunks, with the columns {@code source}, {@code series}, {@code labels},
   * {@code at} (a timestamp), {@code count} of all observations, their {@code sum} (NaN as
   * exported), and {@code buckets} that hold any, ascending, with bounds, which bounds belong to
   * them, and count.
   */
  public static Dataset<Row> view(Dataset<Row> sampleDays) {
    return sampleDays
        .where(col("series").endsWith(SampleChunks.NATIVE_HISTOGRAM))
        .select(col("source"), col("series"), col("labels"), col("chunk"))
        .flatMap((FlatMapFunction<Row, Row>) NativeHistograms::decoded, Encoders.row(DECODED))
        .select(
            col("source"),
            col("series"),
            col("labels"),
            timestamp_millis(col("at_millis")).as("at"),
            col("count"),
            col("sum"),
            col("buckets"));
  }

  private static Iterator<Row> decoded(Row day) {
    return HistogramChunk.decode(day.getAs(3)).stream().map(sample -> row(day, sample)).iterator();
  }

  private static Row row(Row day, HistogramSample sample) {
    NativeHistogram histogram = sample.histogram();
    return RowFactory.create(
        day.getString(0),
        day.getString(1),
        day.get(2),
        sample.epochMillis(),
        histogram.count(),
        histogram.sum(),
        histogram.buckets().stream().map(NativeHistograms::row).toArray(Row[]::new));
  }

  private static Row row(NativeHistogram.Bucket bucket) {
    return RowFactory.create(
        bucket.lower(), bucket.upper(), bucket.hasLower(), bucket.hasUpper(), bucket.count());
  }
}
