package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.unix_millis;

import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedSet;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;

/**
 * One row per SLO, measure, group and UTC day of which samples, lines, incidents or notices tell:
 * the day's slices.
 *
 * <p>{@code measure} names what was counted into slices of which length: objectives with equal
 * indicators share it, a changed indicator gets another one. {@code slices} is laid out as {@link
 * DaySlices} says; the view {@code slo_slices} has them row by row. A slice that is not in it is
 * unknown. {@code good} and {@code total} add up the day; good events may exceed the total, where
 * two series are scraped at different moments. {@code total_sample_count} and {@code
 * part_sample_count} say how many samples of all series measured it, {@code reset_count} how many
 * of them found their counter begun anew. {@code audit} is what {@link SloAudit} shows, an element
 * for each part.
 */
public final class SloSliceDays {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "slo_slice_days",
              """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          measure STRING NOT NULL,
          group_key STRING NOT NULL,
          month STRING NOT NULL,
          day DATE NOT NULL,
          slice_seconds INT NOT NULL,
          known_slice_count BIGINT NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          total_sample_count BIGINT NOT NULL,
          part_sample_count BIGINT NOT NULL,
          reset_count BIGINT NOT NULL,
          slices BINARY NOT NULL,
          audit ARRAY<STRUCT<%s>> NOT NULL
          """
                  .formatted(SloAudit.PART_COLUMNS),
              "slo",
              "measure",
              "group_key",
              "day")
          .byMonth();

  /** Rows as Java makes them: days as numbers. */
  private static final StructType COUNTED =
      StructType.fromDDL(
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          measure STRING NOT NULL,
          group_key STRING NOT NULL,
          day INT NOT NULL,
          slice_seconds INT NOT NULL,
          known_slice_count BIGINT NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          total_sample_count BIGINT NOT NULL,
          part_sample_count BIGINT NOT NULL,
          reset_count BIGINT NOT NULL,
          slices BINARY NOT NULL,
          audit ARRAY<STRUCT<%s>> NOT NULL
          """
              .formatted(SloAudit.PART_COLUMNS));

  private SloSliceDays() {}

  /**
   * Counts the samples of every series that an SLO asks for.
   *
   * @param sampleDays rows of {@link dev.aftermath.jobs.silver.SampleDays}
   * @param slos objectives whose indicator is not computed from series are passed over
   */
  public static Dataset<Row> build(Dataset<Row> sampleDays, List<SloHistory> slos) {
    List<SloMeasure> measures = SloMeasure.ofSeries(slos);
    return sampleDays
        .select(
            col("source"),
            col("series"),
            col("labels"),
            unix_date(col("day")),
            col("conflict_count"),
            unix_millis(col("previous_at")),
            col("previous_value"),
            col("chunk"),
            col("previous_histogram"),
            col("late_sample_count"),
            col("duplicate_count"))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new SeriesCounting(measures, rows),
            Encoders.row(SliceDay.PARTS))
        .transform(parts -> days(parts, measures, SliceDay::ofSeries));
  }

  /**
   * Counts the lines of every stream that an SLO asks for. A slice is known when any line of a
   * stream of the total was written in it, whether its filters keep the line or not: without one
   * nothing tells that lines were collected.
   *
   * @param logEntries rows of {@link dev.aftermath.jobs.silver.LogEntries}
   */
  public static Dataset<Row> ofLogs(Dataset<Row> logEntries, List<SloHistory> slos) {
    List<SloMeasure> measures = SloMeasure.ofLogs(slos);
    return logEntries
        .select("source", "stream", "labels", "epoch_nanoseconds", "line", "multiplicity")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> LogCounting.of(measures, rows),
            Encoders.row(SliceDay.PARTS))
        .transform(parts -> days(parts, measures, SliceDay::ofLines));
  }

  /**
   * Counts the seconds without an incident that an SLO asks for. Slices are known from the opening
   * of the first incident of any kind, since that is how far back the records go, to the
   * evaluation. Only incidents of the population count; an open one lasts until the evaluation.
   * Groups are those of any incident of the service, or all services where none is asked for, and
   * those with a target of their own.
   *
   * @param incidents rows of {@link dev.aftermath.jobs.silver.Incidents}, teams as they are
   *     published
   */
  public static Dataset<Row> ofIncidents(
      Dataset<Row> incidents, List<SloHistory> slos, Instant asOf) {
    List<SloMeasure> measures = SloMeasure.ofIncidents(slos);
    return incidents
        .where(col("opened_at").isNotNull())
        .select(
            col("incident_id"),
            unix_micros(col("opened_at")),
            unix_micros(col("resolved_at")),
            col("population").equalTo("counted"),
            col("service"),
            col("tenant"),
            col("team"),
            col("priority"),
            col("impact"))
        .transform(rows -> badTime(rows, measures, asOf));
  }

  /**
   * Counts the seconds without a notice that an SLO asks for. Slices are known from the beginning
   * of the first notice of any kind of the source, or of all sources where none is asked for, to
   * the evaluation: a page that says nothing new is not told from one that is not exported any
   * more. A notice that is open lasts until the evaluation.
   *
   * @param customerNotices rows of {@link dev.aftermath.jobs.silver.CustomerNotices}
   */
  public static Dataset<Row> ofNotices(
      Dataset<Row> customerNotices, List<SloHistory> slos, Instant asOf) {
    List<SloMeasure> measures = SloMeasure.ofNotices(slos);
    return customerNotices
        .select(
            concat(col("source"), lit(":"), col("notice_key")),
            unix_micros(col("started_at")),
            unix_micros(col("ended_at")),
            lit(true),
            col("source"),
            explode_outer(col("components")).as("component"),
            col("impact"))
        .transform(rows -> badTime(rows, measures, asOf));
  }

  private static Dataset<Row> badTime(
      Dataset<Row> records, List<SloMeasure> measures, Instant asOf) {
    return records
        .coalesce(1)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new BadTimes(rows, asOf).days(measures),
            Encoders.row(COUNTED))
        .transform(SloSliceDays::fitted);
  }

  /** Whether any SLO counts log lines. */
  public static boolean needLogs(List<SloHistory> slos) {
    return !SloMeasure.ofLogs(slos).isEmpty();
  }

  /** Whether any SLO counts incidents. */
  public static boolean needIncidents(List<SloHistory> slos) {
    return !SloMeasure.ofIncidents(slos).isEmpty();
  }

  /** Whether any SLO counts notices. */
  public static boolean needNotices(List<SloHistory> slos) {
    return !SloMeasure.ofNotices(slos).isEmpty();
  }

  private static Dataset<Row> days(Dataset<Row> parts, List<SloMeasure> measures, Finish finish) {
    return parts
        .groupBy("measure", "group_key", "epoch_day")
        .as(
            Encoders.tuple(Encoders.INT(), Encoders.STRING(), Encoders.LONG()),
            Encoders.row(SliceDay.PARTS))
        .mapGroups(
            (MapGroupsFunction<Tuple3<Integer, String, Long>, Row, Row>)
                (key, rows) ->
                    finish.row(
                        new SliceDay(measures.get(key._1()), key._2(), key._3()).addAll(rows)),
            Encoders.row(COUNTED))
        .transform(SloSliceDays::fitted);
  }

  /**
   * Counts some months alone.
   *
   * @param sampleDays all rows, of which only those of the months are read, and those of the first
   *     day after each: a sample at midnight tells of the day before
   */
  public static Dataset<Row> build(
      Dataset<Row> sampleDays, List<SloHistory> slos, SortedSet<String> months) {
    Object[] wanted = months.toArray();
    Object[] next =
        months.stream().map(month -> YearMonth.parse(month).plusMonths(1).toString()).toArray();
    return build(
            sampleDays.where(
                col("month")
                    .isin(wanted)
                    .or(col("month").isin(next).and(dayofmonth(col("day")).equalTo(1)))),
            slos)
        .where(col("month").isin(wanted));
  }

  private static Dataset<Row> fitted(Dataset<Row> counted) {
    return counted
        .withColumn("day", date_from_unix_date(col("day")))
        .withColumn("month", date_format(col("day"), "yyyy-MM"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** How a day's parts become its row. */
  @FunctionalInterface
  private interface Finish extends Serializable {
    Row row(SliceDay day);
  }
}
