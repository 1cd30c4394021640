package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
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
import scala.jdk.javaapi.CollectionConverters;

/** The samples of a fleet as rows of {@link SampleChunks}, without the way through exports. */
final class FleetChunks {
  private static final StructType ROWS = Schemas.withNumbersForTimes(SampleChunks.TABLE.schema());

  private FleetChunks() {}

  static Dataset<Row> rows(SparkSession spark, FleetShape shape) {
    List<Integer> slos = Stream.iterate(0, slo -> slo + 1).limit(shape.slos()).toList();
    return spark
        .createDataset(slos, Encoders.INT())
        .repartition(4)
        .flatMap((FlatMapFunction<Integer, Row>) slo -> of(shape, slo), Encoders.row(ROWS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, SampleChunks.TABLE.schema()));
  }

  private static Iterator<Row> of(FleetShape shape, int slo) {
    FleetSeries series = new FleetSeries(shape, slo);
    List<Row> rows = new ArrayList<>();
    for (int day = 0; day < shape.days(); day++) {
      int epochDay = Math.toIntExact(shape.firstDay().toEpochDay() + day);
      series.next(epochDay);
      if (series.count() > 0) {
        rows.add(row(FleetShape.TOTAL, slo, epochDay, series, series.total));
        rows.add(row(FleetShape.GOOD, slo, epochDay, series, series.good));
      }
    }
    return rows.iterator();
  }

  private static Row row(
      String metric, int slo, int epochDay, FleetSeries series, double[] values) {
    String name = FleetShape.name(slo);
    return RowFactory.create(
        "fleet",
        "prometheus",
        metric + "{slo=\"" + name + "\"}",
        CollectionConverters.asScala(Map.of("__name__", metric, "slo", name)),
        epochDay,
        (long) series.count(),
        series.epochMillis[0] * 1000,
        series.epochMillis[series.count() - 1] * 1000,
        SampleChunk.encode(series.epochMillis, values, series.count()),
        LocalDate.ofEpochDay(epochDay).toString().substring(0, 7));
  }
}
