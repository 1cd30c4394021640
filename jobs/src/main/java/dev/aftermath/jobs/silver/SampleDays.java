package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.series.ChunkMerge;
import dev.aftermath.jobs.domain.series.LateSamples;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One row per source, series and UTC day: all samples of all exports, ascending, each instant once,
 * with the sample before the day, so that the step across midnight is not lost.
 *
 * <p>Where samples of one instant differ, the content alone decides ({@link ChunkMerge}) and the
 * instant is counted as a conflict. {@code duplicate_count} are samples that repeat another
 * export's at the same value; what one export repeats itself is in its account alone. {@code
 * late_sample_count} are instants that an earlier export passed over ({@link LateSamples}, within
 * the day). {@code previous_at} and {@code previous_value} are the last sample before the day that
 * is a finite number; {@code previous_sample_at} is the last of any kind, later than {@code
 * previous_at} when the series had gone stale in between. {@code last_number_at} and {@code
 * last_number_value} are the last sample of the day, or before it, that is a finite number: what
 * the next day has as its previous one.
 *
 * <p>Native histograms are series of their own, whose name in {@code series} ends in {@code (native
 * histogram)}. Their numbers are the counts of all observations; {@code previous_histogram} and
 * {@code last_histogram} are the histograms that belong to {@code previous_value} and {@code
 * last_number_value}, each as a chunk of one sample, and null for all other series.
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
          duplicate_count BIGINT NOT NULL,
          late_sample_count BIGINT NOT NULL,
          first_at TIMESTAMP NOT NULL,
          last_at TIMESTAMP NOT NULL,
          previous_at TIMESTAMP,
          previous_value DOUBLE,
          previous_sample_at TIMESTAMP,
          previous_histogram BINARY,
          chunk BINARY NOT NULL,
          last_number_at TIMESTAMP,
          last_number_value DOUBLE,
          last_histogram BINARY,
          month STRING NOT NULL
          """,
              "source",
              "series",
              "day")
          .byMonth();

  /** Beyond so many stretches of changed days, all days after the first are looked at. */
  private static final int MOST_RUNS = 40;

  private SampleDays() {}

  /**
   * Merges rows of {@link dev.aftermath.jobs.bronze.SampleChunks}.
   *
   * @param exports rows of {@link dev.aftermath.jobs.bronze.Exports}, which say how far each goes
   */
  public static Dataset<Row> build(Dataset<Row> sampleChunks, Dataset<Row> exports) {
    return merge(chunks(sampleChunks, exports));
  }

  /**
   * Merges some months alone: what a series had before one of them is told by the rows of this
   * table that stay.
   *
   * @param sampleChunks all rows, of which only those of the months are read
   * @param exports rows of {@link dev.aftermath.jobs.bronze.Exports}, which say how far each goes
   * @param sampleDays this table as it is
   */
  public static Dataset<Row> build(
      Dataset<Row> sampleChunks,
      Dataset<Row> exports,
      Dataset<Row> sampleDays,
      SortedSet<String> months) {
    Object[] wanted = months.toArray();
    Dataset<Row> before =
        sampleDays
            .where(col("month").lt(months.last()).and(not(col("month").isin(wanted))))
            .groupBy(col("source"), col("series"), stretch(months).as("stretch"))
            .agg(
                max_by(
                        struct(
                            "day",
                            "last_at",
                            "last_number_at",
                            "last_number_value",
                            "last_histogram"),
                        col("day"))
                    .as("last"))
            .select(
                col("source"),
                col("series"),
                map().cast("map<string,string>").as("labels"),
                unix_date(col("last.day")).as("epoch_day"),
                unix_millis(col("last.last_at")).as("first_millis"),
                lit(null).cast("binary").as("chunk"),
                unix_millis(col("last.last_number_at")).as("last_number_millis"),
                col("last.last_number_value").as("last_number_value"),
                col("last.last_histogram").as("last_histogram"),
                lit("").as("export_id"),
                unix_millis(col("last.last_at")).as("last_millis"),
                lit(null).cast("bigint").as("ended_millis"));
    return merge(chunks(sampleChunks.where(col("month").isin(wanted)), exports).union(before))
        .where(col("month").isin(wanted));
  }

  /**
   * The days whose rows may differ when those of the given days in bronze do: besides them, for
   * each of their series, the days after them up to the next one that has a number, since those
   * tell what was before.
   *
   * @param removed whether rows were also taken away: then all series count as touched
   */
  public static Days touched(
      Dataset<Row> sampleChunks, Dataset<Row> sampleDays, Days changed, boolean removed) {
    if (changed.isEmpty()) {
      return changed;
    }
    Dataset<Row> after =
        sampleDays
            .where(
                col("month")
                    .geq(Days.monthOf(changed.first()))
                    .and(col("day").gt(lit(changed.first()))))
            .select(
                col("source"),
                col("series"),
                col("day"),
                col("last_number_at").geq(col("first_at")).as("has_number"));
    List<Days.Run> runs = changed.runs();
    if (runs.size() > MOST_RUNS) {
      runs = List.of(new Days.Run(changed.first(), changed.first()));
    }
    if (!removed) {
      after =
          after.join(
              sampleChunks
                  .where(
                      col("month")
                          .isin(changed.months().toArray())
                          .and(col("day").between(lit(changed.first()), lit(changed.last()))))
                  .select("source", "series")
                  .distinct(),
              CollectionConverters.asScala(List.of("source", "series")).toSeq(),
              "leftsemi");
    }
    List<Column> ends = new ArrayList<>();
    for (Days.Run run : runs) {
      Column later = col("day").gt(lit(run.last()));
      ends.add(min(when(later, col("day"))).as("next_" + ends.size()));
      ends.add(
          coalesce(
                  min(when(later.and(col("has_number")), col("day"))), max(when(later, col("day"))))
              .as("next_" + ends.size()));
    }
    Days touched = changed;
    for (Row row :
        after
            .groupBy("source", "series")
            .agg(ends.get(0), ends.subList(1, ends.size()).toArray(Column[]::new))
            .drop("source", "series")
            .distinct()
            .collectAsList()) {
      for (int i = 0; i < row.size(); i += 2) {
        if (!row.isNullAt(i)) {
          touched = touched.and(Days.between(day(row, i), day(row, i + 1)));
        }
      }
    }
    return touched;
  }

  private static LocalDate day(Row row, int column) {
    return row.getLocalDate(column);
  }

  /** Which of the months comes next after a row's own. */
  private static Column stretch(SortedSet<String> months) {
    Column number = lit(0);
    for (String month : months) {
      number = number.plus(when(col("month").gt(month), 1).otherwise(0));
    }
    return number;
  }

  private static Dataset<Row> chunks(Dataset<Row> sampleChunks, Dataset<Row> exports) {
    Dataset<Row> ends =
        exports.select(col("export_id"), unix_millis(col("observed_to")).as("ended_millis"));
    return sampleChunks
        .join(broadcast(ends), CollectionConverters.asScala(List.of("export_id")).toSeq(), "left")
        .select(
            col("source"),
            col("series"),
            col("labels"),
            unix_date(col("day")).as("epoch_day"),
            unix_millis(col("first_at")).as("first_millis"),
            col("chunk"),
            lit(null).cast("bigint").as("last_number_millis"),
            lit(null).cast("double").as("last_number_value"),
            lit(null).cast("binary").as("last_histogram"),
            col("export_id"),
            unix_millis(col("last_at")).as("last_millis"),
            coalesce(col("ended_millis"), unix_millis(col("last_at"))).as("ended_millis"));
  }

  private static Dataset<Row> merge(Dataset<Row> chunks) {
    // By columns: to group by a function of the row, Spark would make a row in Java first.
    return chunks
        .groupBy("source", "series")
        .as(Encoders.tuple(Encoders.STRING(), Encoders.STRING()), Encoders.row(chunks.schema()))
        .flatMapSortedGroups(
            new Column[] {col("epoch_day"), col("first_millis")},
            (FlatMapGroupsFunction<Tuple2<String, String>, Row, Row>)
                (series, days) -> new SeriesDays().merged(days),
            Encoders.row(SeriesDays.MERGED))
        .select(
            col("source"),
            col("series"),
            col("labels"),
            functions.date_from_unix_date(col("epoch_day")).as("day"),
            col("sample_count"),
            col("conflict_count"),
            col("duplicate_count"),
            col("late_sample_count"),
            functions.timestamp_millis(col("first_millis")).as("first_at"),
            functions.timestamp_millis(col("last_millis")).as("last_at"),
            functions.timestamp_millis(col("previous_millis")).as("previous_at"),
            col("previous_value"),
            functions.timestamp_millis(col("previous_sample_millis")).as("previous_sample_at"),
            col("previous_histogram"),
            col("chunk"),
            functions.timestamp_millis(col("last_number_millis")).as("last_number_at"),
            col("last_number_value"),
            col("last_histogram"),
            date_format(functions.date_from_unix_date(col("epoch_day")), "yyyy-MM").as("month"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }
}
