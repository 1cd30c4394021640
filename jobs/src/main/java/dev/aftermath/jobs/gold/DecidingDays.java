package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.Days;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.immutable.Seq;

/** How far back slices must be looked at to know a state that lasts over days without any. */
final class DecidingDays {
  private static final Seq<String> KEY =
      scala.jdk.javaapi.CollectionConverters.asScala(
              java.util.List.of("slo", "group_key", "measure"))
          .toSeq();

  private DecidingDays() {}

  /**
   * The earliest among the last deciding days before a day of all SLOs, measures and groups that
   * have slices on one day or later. Where none decides, all days count.
   *
   * @param sloSliceDays all rows of {@link SloSliceDays}
   * @param since the first day of a month
   * @param active the day from which on slices concern
   * @param recently the month from which on to look first: mostly it suffices
   * @param decides whether a row decides
   */
  static LocalDate before(
      Dataset<Row> sloSliceDays,
      LocalDate since,
      LocalDate active,
      String recently,
      Column decides) {
    Dataset<Row> concerned =
        sloSliceDays
            .where(col("month").geq(Days.monthOf(active)).and(col("day").geq(lit(active))))
            .select("slo", "group_key", "measure")
            .distinct();
    Dataset<Row> earlier = sloSliceDays.where(col("month").lt(Days.monthOf(since)));
    Dataset<Row> last =
        earlier
            .where(col("month").geq(recently))
            .where(decides)
            .groupBy("slo", "group_key", "measure")
            .agg(max(col("day")).as("decided"));
    Row recent =
        concerned
            .join(last, KEY, "left_outer")
            .agg(min(col("decided")), max(col("decided").isNull()))
            .first();
    if (!recent.isNullAt(1) && !recent.getBoolean(1)) {
      return recent.getLocalDate(0);
    }
    Row all =
        earlier
            .join(concerned, KEY, "left_semi")
            .groupBy("slo", "group_key", "measure")
            .agg(
                coalesce(max(when(decides, col("day")).otherwise(lit(null))), min(col("day")))
                    .as("decided"))
            .agg(min(col("decided")))
            .first();
    return all.isNullAt(0) ? since : all.getLocalDate(0);
  }
}
