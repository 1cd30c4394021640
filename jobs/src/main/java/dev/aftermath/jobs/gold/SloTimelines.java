package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_date;

import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** Hands each SLO and group, with all its slices in one piece, to the domain. */
public final class SloTimelines {
  private SloTimelines() {}

  /** What is computed from one SLO's slices. */
  @FunctionalInterface
  interface Computation extends Serializable {
    List<Row> rows(MeasuredSlo slo);
  }

  /**
   * The rows of all SLOs and groups that have slices.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   */
  static Dataset<Row> map(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      StructType schema,
      Computation computation) {
    Map<String, SloHistory> byName = new HashMap<>();
    slos.forEach(slo -> byName.put(slo.name(), slo));
    ArrayList<Exclusion> approved = new ArrayList<>(exclusions);
    Dataset<Row> days = days(sloSliceDays.where(col("slo").isin(byName.keySet().toArray())));
    return days.groupBy("slo", "group_key")
        .as(Encoders.tuple(Encoders.STRING(), Encoders.STRING()), Encoders.row(days.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Tuple2<String, String>, Row, Row>)
                (key, ofKey) ->
                    computation
                        .rows(
                            new MeasuredSlo(
                                Objects.requireNonNull(byName.get(key._1())),
                                key._2(),
                                timelines(ofKey),
                                approved))
                        .iterator(),
            Encoders.row(schema));
  }

  /**
   * The slices from a month on, and empty ones for the first day of each measure and group, which
   * tells since when it was measured.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   * @param month such as {@code 2026-03}
   */
  static Dataset<Row> since(Dataset<Row> sloSliceDays, String month) {
    return withFirsts(sloSliceDays, month, sloSliceDays);
  }

  /** The same with the first days of some SLOs only. */
  static Dataset<Row> since(Dataset<Row> sloSliceDays, String month, Collection<String> slos) {
    return slos.isEmpty()
        ? sloSliceDays.where(col("month").geq(month))
        : withFirsts(sloSliceDays, month, sloSliceDays.where(col("slo").isin(slos.toArray())));
  }

  private static Dataset<Row> withFirsts(
      Dataset<Row> sloSliceDays, String month, Dataset<Row> ofWhich) {
    Dataset<Row> firsts =
        ofWhich
            .where(col("month").lt(month))
            .groupBy("slo", "group_key", "measure")
            .agg(min("day").as("day"), first("slice_seconds").as("slice_seconds"))
            .withColumn("slices", lit(new byte[0]));
    return sloSliceDays
        .where(col("month").geq(month))
        .select("slo", "group_key", "measure", "day", "slice_seconds", "slices")
        .union(firsts);
  }

  /**
   * The slices of one SLO and group by their measure, brought here.
   *
   * @param ofOne rows of {@link SloSliceDays}, all of them of the same SLO and group
   */
  public static Map<String, SliceTimeline> collected(Dataset<Row> ofOne) {
    return timelines(days(ofOne).collectAsList().iterator());
  }

  private static Dataset<Row> days(Dataset<Row> sloSliceDays) {
    return sloSliceDays.select(
        col("slo"),
        col("group_key"),
        col("measure"),
        unix_date(col("day")).as("epoch_day"),
        col("slice_seconds"),
        col("slices"));
  }

  private static Map<String, SliceTimeline> timelines(Iterator<Row> rows) {
    Map<String, SortedMap<Integer, byte[]>> days = new HashMap<>();
    Map<String, SliceGrid> grids = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      SliceGrid grid = new SliceGrid(Duration.ofSeconds(row.getInt(4)));
      grids.put(row.getString(2), grid);
      days.computeIfAbsent(row.getString(2), measure -> new TreeMap<>())
          .put(row.getInt(3), row.getAs("slices"));
    }
    Map<String, SliceTimeline> timelines = new HashMap<>();
    days.forEach(
        (measure, ofMeasure) ->
            timelines.put(
                measure,
                SliceTimeline.ofDays(Objects.requireNonNull(grids.get(measure)), ofMeasure)));
    return timelines;
  }
}
