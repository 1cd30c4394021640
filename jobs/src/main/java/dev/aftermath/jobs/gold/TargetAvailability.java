package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.series.HeldTime;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per source, target series and period: a UTC day, or {@code all}.
 *
 * <p>A target series is a gauge of 0 and 1 such as {@code up}. {@code sample_ratio} is the share of
 * samples that are 1. {@code time_weighted_ratio} is {@code up_seconds / known_seconds}: a sample
 * holds until the next one, at most five minutes ({@link HeldTime}), and time that no sample holds
 * is unknown. The two differ where the scrape interval changes or samples are missing. Values other
 * than 0 and 1 count nowhere. {@code month} is the month of the period's day, and {@code all} where
 * the period is.
 */
public final class TargetAvailability {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "target_availability",
              """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          period STRING NOT NULL,
          point_count BIGINT NOT NULL,
          one_count BIGINT NOT NULL,
          sample_ratio DOUBLE,
          up_seconds DECIMAL(24, 3) NOT NULL,
          known_seconds DECIMAL(24, 3) NOT NULL,
          time_weighted_ratio DOUBLE,
          month STRING NOT NULL
          """,
              "source",
              "series",
              "period")
          .byMonth();

  /** The period of the row over all days. */
  public static final String ALL = "all";

  private static final Set<String> METRICS = Set.of("up", "probe_success");

  private static final StructType PARTS =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          period STRING NOT NULL,
          point_count BIGINT NOT NULL,
          one_count BIGINT NOT NULL,
          up_millis BIGINT NOT NULL,
          known_millis BIGINT NOT NULL
          """);

  private TargetAvailability() {}

  /**
   * Computes the availability of every series of {@code up} and {@code probe_success}.
   *
   * @param sampleDays rows of {@link dev.aftermath.jobs.silver.SampleDays}
   */
  public static Dataset<Row> build(Dataset<Row> sampleDays) {
    return summed(parts(sampleDays));
  }

  /**
   * Computes some months alone, and the rows over all days.
   *
   * @param sampleDays all rows, of which only those of the months are read, and those of the first
   *     day after each: its first sample ends the time that the last one before it held
   * @param availability this table as it is, for the other months
   */
  public static Dataset<Row> build(
      Dataset<Row> sampleDays, Dataset<Row> availability, SortedSet<String> months) {
    Object[] wanted = months.toArray();
    Object[] next =
        months.stream().map(month -> YearMonth.parse(month).plusMonths(1).toString()).toArray();
    Column isFirst = col("month").isin(next).and(dayofmonth(col("day")).equalTo(1));
    Dataset<Row> days =
        parts(sampleDays.where(col("month").isin(wanted).or(isFirst)))
            .where(substring(col("period"), 1, 7).isin(wanted));
    Dataset<Row> others =
        availability
            .where(col("month").notEqual(ALL).and(not(col("month").isin(wanted))))
            .select(
                col("source"),
                col("series"),
                col("labels"),
                lit(ALL).as("period"),
                col("point_count"),
                col("one_count"),
                millis("up_seconds"),
                millis("known_seconds"));
    return summed(days.union(days.withColumn("period", lit(ALL))).union(others));
  }

  private static Dataset<Row> parts(Dataset<Row> sampleDays) {
    return sampleDays
        .where(col("labels").getItem("__name__").isin(METRICS.toArray()))
        .select(
            col("source"),
            col("series"),
            col("labels"),
            unix_millis(col("previous_at")).as("previous_millis"),
            col("previous_value"),
            unix_millis(col("previous_sample_at")).as("previous_sample_millis"),
            col("chunk"))
        .flatMap((FlatMapFunction<Row, Row>) TargetAvailability::parts, Encoders.row(PARTS));
  }

  private static Dataset<Row> summed(Dataset<Row> parts) {
    Dataset<Row> rows =
        parts
            .withColumn("label_entries", array_sort(map_entries(col("labels"))))
            .groupBy("source", "series", "label_entries", "period")
            .agg(
                total("point_count"), total("one_count"), total("up_millis"), total("known_millis"))
            .select(
                col("source"),
                col("series"),
                map_from_entries(col("label_entries")).as("labels"),
                col("period"),
                col("point_count"),
                col("one_count"),
                try_divide(col("one_count"), col("point_count")).as("sample_ratio"),
                seconds("up_millis"),
                seconds("known_millis"),
                try_divide(col("up_millis"), col("known_millis")).as("time_weighted_ratio"),
                when(col("period").equalTo(ALL), ALL)
                    .otherwise(substring(col("period"), 1, 7))
                    .as("month"));
    return Schemas.fit(rows, TABLE.schema());
  }

  private static Column millis(String seconds) {
    return col(seconds)
        .multiply(lit(1000))
        .cast("bigint")
        .as(seconds.replace("_seconds", "_millis"));
  }

  // Sums and products of decimals may be null for Spark; here they never are.
  private static Column total(String column) {
    return coalesce(sum(column), lit(0L)).as(column);
  }

  private static Column seconds(String millis) {
    Column seconds =
        col(millis)
            .cast("decimal(20, 0)")
            .multiply(lit("0.001").cast("decimal(3, 3)"))
            .cast("decimal(24, 3)");
    return coalesce(seconds, lit(0).cast("decimal(24, 3)"))
        .as(millis.replace("_millis", "_seconds"));
  }

  private static Iterator<Row> parts(Row day) {
    boolean known = !day.isNullAt(3) && day.getLong(3) == day.getLong(5);
    HeldTime held =
        known ? new HeldTime(day.getLong(3), day.getDouble(4)) : new HeldTime(0, Double.NaN);
    SampleChunk.decode(day.getAs("chunk"), held);
    List<Row> parts = new ArrayList<>();
    for (HeldTime.OfDay part : held.days()) {
      parts.add(part(day, LocalDate.ofEpochDay(part.epochDay()).toString(), part));
      parts.add(part(day, ALL, part));
    }
    return parts.iterator();
  }

  private static Row part(Row day, String period, HeldTime.OfDay part) {
    return RowFactory.create(
        day.getString(0),
        day.getString(1),
        day.get(2),
        period,
        part.points(),
        part.ones(),
        part.upMillis(),
        part.knownMillis());
  }
}
