package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The samples of a fleet as rows of {@link SampleDays}, without the way through exports. */
final class FleetSampleDays {
  private static final StructType ROWS = Schemas.withNumbersForTimes(SampleDays.TABLE.schema());

  private FleetSampleDays() {}

  static Dataset<Row> rows(SparkSession spark, FleetShape shape) {
    List<Integer> slos = Stream.iterate(0, slo -> slo + 1).limit(shape.slos()).toList();
    return spark
        .createDataset(slos, Encoders.INT())
        .repartition(4)
        .flatMap((FlatMapFunction<Integer, Row>) slo -> of(shape, slo), Encoders.row(ROWS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, SampleDays.TABLE.schema()));
  }

  private static Iterator<Row> of(FleetShape shape, int slo) {
    FleetSeries series = new FleetSeries(shape, slo);
    List<Row> rows = new ArrayList<>();
    Before total = Before.NOTHING;
    Before good = Before.NOTHING;
    for (int day = 0; day < shape.days(); day++) {
      int epochDay = Math.toIntExact(shape.firstDay().toEpochDay() + day);
      series.next(epochDay);
      if (series.count() > 0) {
        rows.add(row(FleetShape.TOTAL, slo, epochDay, series, series.total, total));
        rows.add(row(FleetShape.GOOD, slo, epochDay, series, series.good, good));
        total = Before.last(series, series.total);
        good = Before.last(series, series.good);
      }
    }
    return rows.iterator();
  }

  private static Row row(
      String metric, int slo, int epochDay, FleetSeries series, double[] values, Before before) {
    String name = FleetShape.name(slo);
    return RowFactory.create(
        "prometheus",
        metric + "{slo=\"" + name + "\"}",
        CollectionConverters.asScala(Map.of("__name__", metric, "slo", name)),
        epochDay,
        (long) series.count(),
        0L,
        series.epochMillis[0] * 1000,
        series.epochMillis[series.count() - 1] * 1000,
        before.micros(),
        before.value(),
        before.micros(),
        SampleChunk.encode(series.epochMillis, values, series.count()));
  }

  private record Before(@Nullable Long micros, @Nullable Double value) {
    static final Before NOTHING = new Before(null, null);

    static Before last(FleetSeries series, double[] values) {
      int last = series.count() - 1;
      return new Before(series.epochMillis[last] * 1000, values[last]);
    }
  }
}
