package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.unix_date;

import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Duration;
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
 * One row per SLO, measure, group and measured slice: the slices of {@link SloSliceDays} for those
 * who want rows. A view, decoded when it is read and never stored.
 *
 * <p>{@code undecided} are the events that may be good and are not among the good: those in the
 * buckets of a histogram that end elsewhere than where the SLO asks.
 */
public final class SloSlices {
  /** The name of the view. */
  public static final String NAME = "slo_slices";

  private static final StructType SCHEMA =
      StructType.fromDDL(
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          measure STRING NOT NULL,
          group_key STRING NOT NULL,
          slice_start TIMESTAMP NOT NULL,
          slice_seconds INT NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          undecided DECIMAL(38, 9) NOT NULL
          """);

  private static final StructType ROWS = Schemas.withNumbersForTimes(SCHEMA);

  private SloSlices() {}

  /** The slices of the days, in the columns of the schema above. */
  public static Dataset<Row> view(Dataset<Row> sloSliceDays) {
    return sloSliceDays
        .withColumn("epoch_day", unix_date(sloSliceDays.col("day")))
        .select("slo", "service", "measure", "group_key", "epoch_day", "slice_seconds", "slices")
        .flatMap((FlatMapFunction<Row, Row>) SloSlices::decoded, Encoders.row(ROWS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, SCHEMA));
  }

  private static Iterator<Row> decoded(Row day) {
    SliceGrid grid = new SliceGrid(Duration.ofSeconds(day.getInt(5)));
    List<Row> rows = new ArrayList<>();
    for (Slice slice : DaySlices.decode(grid, day.getInt(4), day.getAs("slices")).slices()) {
      rows.add(
          RowFactory.create(
              day.getString(0),
              day.getString(1),
              day.getString(2),
              day.getString(3),
              Micros.of(slice.start()),
              day.getInt(5),
              slice.good(),
              slice.total(),
              slice.undecided()));
    }
    return rows.iterator();
  }
}
