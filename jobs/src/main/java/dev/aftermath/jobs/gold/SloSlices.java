package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * One row per SLO and slice of five minutes in which its total was measured.
 *
 * <p>A slice without a row is unknown. Where the total was measured and the other part was not,
 * that part is 0: a counter of errors may not exist before the first error. Good events may exceed
 * the total, where two series are scraped at different moments; they are not clamped. {@code
 * total_sample_count} and {@code part_sample_count} say how many samples of all series measured the
 * slice, {@code reset_count} how many of them found their counter begun anew.
 */
public final class SloSlices {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "slo_slices",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          slice_start TIMESTAMP NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          total_sample_count BIGINT NOT NULL,
          part_sample_count BIGINT NOT NULL,
          reset_count BIGINT NOT NULL
          """,
          "slo",
          "slice_start");

  private static final StructType PARTS =
      StructType.fromDDL(
          "slo INT NOT NULL, epoch_day BIGINT NOT NULL, is_total BOOLEAN NOT NULL, sums BINARY NOT"
              + " NULL");
  private static final StructType SLICES = Schemas.withNumbersForTimes(TABLE.schema());

  private SloSlices() {}

  /**
   * Counts the samples of every series that an SLO asks for.
   *
   * @param sampleDays rows of {@link dev.aftermath.jobs.silver.SampleDays}
   * @param slos those whose indicator is not computed are passed over
   */
  public static Dataset<Row> build(Dataset<Row> sampleDays, List<SloDefinition> slos) {
    List<SloDefinition> computed =
        new ArrayList<>(
            slos.stream().filter(slo -> slo.indicator() instanceof Indicator.Ratio).toList());
    return sampleDays
        .select("source", "series", "labels", "previous_value", "chunk")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new SeriesCounting(computed, rows),
            Encoders.row(PARTS))
        .groupByKey(
            (MapFunction<Row, Tuple2<Integer, Long>>)
                row -> new Tuple2<>(row.getInt(0), row.getLong(1)),
            Encoders.tuple(Encoders.INT(), Encoders.LONG()))
        .flatMapGroups(
            (FlatMapGroupsFunction<Tuple2<Integer, Long>, Row, Row>)
                (key, rows) -> slices(computed.get(key._1()), key._2(), rows),
            Encoders.row(SLICES))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> slices(SloDefinition slo, long day, Iterator<Row> parts) {
    DaySums total = new DaySums(day);
    DaySums part = new DaySums(day);
    parts.forEachRemaining(
        row ->
            (row.getBoolean(2) ? total : part).add(DaySums.decode(day, row.<byte[]>getAs("sums"))));
    boolean bad = ((Indicator.Ratio) slo.indicator()).part() == Indicator.Part.BAD;
    List<Row> slices = new ArrayList<>();
    for (int place = 0; place < DaySums.places(); place++) {
      if (!total.isMeasured(place)) {
        continue;
      }
      BigDecimal all = total.events(place);
      BigDecimal counted = part.events(place);
      slices.add(
          RowFactory.create(
              slo.name(),
              slo.service(),
              Micros.of(SliceGrid.start(total.slice(place))),
              bad ? all.subtract(counted) : counted,
              all,
              (long) total.sampleCount(place),
              (long) part.sampleCount(place),
              (long) total.resetCount(place) + part.resetCount(place)));
    }
    return slices.iterator();
  }
}
