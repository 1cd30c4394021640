package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_millis;

import dev.aftermath.jobs.domain.series.SampleChunk;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per source, series and instant: the samples of {@link SampleDays} for those who want
 * rows. A view, decoded when it is read and never stored. Native histograms are no numbers and not
 * in it: see {@link NativeHistograms}.
 */
public final class Samples {
  /** The name of the view. */
  public static final String NAME = "samples";

  // Times as numbers: rows in functions then hold the same Java types under any Spark setting.
  private static final StructType DECODED =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          at_millis BIGINT NOT NULL,
          value DOUBLE NOT NULL
          """);

  private Samples() {}

  /**
   * The samples of the chunks, with the columns {@code source}, {@code series}, {@code labels},
   * {@code at} (a timestamp) and {@code value} (NaN and infinities as exported).
   */
  public static Dataset<Row> view(Dataset<Row> sampleDays) {
    return sampleDays
        .select(col("source"), col("series"), col("labels"), col("chunk"))
        .flatMap((FlatMapFunction<Row, Row>) Samples::decoded, Encoders.row(DECODED))
        .select(
            col("source"),
            col("series"),
            col("labels"),
            timestamp_millis(col("at_millis")).as("at"),
            col("value"));
  }

  private static Iterator<Row> decoded(Row day) {
    byte[] chunk = day.getAs("chunk");
    List<Row> rows = new ArrayList<>(SampleChunk.count(chunk));
    SampleChunk.decode(
        chunk,
        (millis, value) ->
            rows.add(
                RowFactory.create(day.getString(0), day.getString(1), day.get(2), millis, value)));
    return rows.iterator();
  }
}
