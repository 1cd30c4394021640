package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_millis;

import dev.aftermath.jobs.domain.series.Sample;
import dev.aftermath.jobs.domain.series.SampleMerge;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * One row per source, series and UTC day: all samples of all exports, ascending, each instant once,
 * with the sample before the day, so that the step across midnight is not lost.
 *
 * <p>Where samples of one instant differ, the content alone decides ({@link SampleMerge}) and the
 * instant is counted as a conflict. {@code previous_at} and {@code previous_value} are the last
 * sample before the day that is a finite number; {@code previous_sample_at} is the last of any
 * kind, later than {@code previous_at} when the series had gone stale in between.
 */
public final class SampleDays {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "sample_days",
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          day DATE NOT NULL,
          sample_count BIGINT NOT NULL,
          conflict_count BIGINT NOT NULL,
          first_at TIMESTAMP NOT NULL,
          last_at TIMESTAMP NOT NULL,
          previous_at TIMESTAMP,
          previous_value DOUBLE,
          previous_sample_at TIMESTAMP,
          chunk BINARY NOT NULL
          """,
          "source",
          "series",
          "day");

  // Times as numbers: rows in functions then hold the same Java types under any Spark setting.
  private static final StructType MERGED =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          epoch_day INT NOT NULL,
          sample_count BIGINT NOT NULL,
          conflict_count BIGINT NOT NULL,
          first_millis BIGINT NOT NULL,
          last_millis BIGINT NOT NULL,
          previous_millis BIGINT,
          previous_value DOUBLE,
          previous_sample_millis BIGINT,
          chunk BINARY NOT NULL
          """);

  private SampleDays() {}

  /** Merges rows of {@link dev.aftermath.jobs.bronze.SampleChunks}. */
  public static Dataset<Row> build(Dataset<Row> sampleChunks) {
    return sampleChunks
        .select(
            col("source"),
            col("series"),
            col("labels"),
            unix_date(col("day")).as("epoch_day"),
            unix_millis(col("first_at")).as("first_millis"),
            col("chunk"))
        .groupByKey(
            (MapFunction<Row, Tuple2<String, String>>)
                row -> new Tuple2<>(row.getString(0), row.getString(1)),
            Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
        .flatMapSortedGroups(
            new Column[] {col("epoch_day"), col("first_millis")},
            (FlatMapGroupsFunction<Tuple2<String, String>, Row, Row>)
                (series, days) -> merged(days),
            Encoders.row(MERGED))
        .select(
            col("source"),
            col("series"),
            col("labels"),
            functions.date_from_unix_date(col("epoch_day")).as("day"),
            col("sample_count"),
            col("conflict_count"),
            functions.timestamp_millis(col("first_millis")).as("first_at"),
            functions.timestamp_millis(col("last_millis")).as("last_at"),
            functions.timestamp_millis(col("previous_millis")).as("previous_at"),
            col("previous_value"),
            functions.timestamp_millis(col("previous_sample_millis")).as("previous_sample_at"),
            col("chunk"))
        .to(TABLE.schema());
  }

  private static Iterator<Row> merged(Iterator<Row> chunks) {
    List<Row> rows = new ArrayList<>();
    Row first = null;
    SampleMerge samples = new SampleMerge();
    Before before = new Before(null, null);
    while (chunks.hasNext()) {
      Row chunk = chunks.next();
      if (first != null && chunk.getInt(3) != first.getInt(3)) {
        before = close(rows, first, samples, before);
        samples = new SampleMerge();
        first = null;
      }
      first = first == null ? chunk : first;
      samples.add(chunk.getAs("chunk"));
    }
    if (first != null) {
      close(rows, first, samples, before);
    }
    return rows.iterator();
  }

  private static Before close(List<Row> rows, Row day, SampleMerge samples, Before before) {
    if (samples.count() == 0) {
      return before;
    }
    Sample previous = before.number();
    rows.add(
        RowFactory.create(
            day.getString(0),
            day.getString(1),
            day.get(2),
            day.getInt(3),
            (long) samples.count(),
            samples.conflictCount(),
            samples.firstMillis(),
            samples.lastMillis(),
            previous == null ? null : previous.epochMillis(),
            previous == null ? null : previous.value(),
            before.lastMillis(),
            samples.chunk()));
    Sample last = samples.lastNumber();
    return new Before(last == null ? previous : last, samples.lastMillis());
  }

  private record Before(@Nullable Sample number, @Nullable Long lastMillis) {}
}
