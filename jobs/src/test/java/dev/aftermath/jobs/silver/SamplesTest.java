package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SamplesTest {
  @Test
  @DisplayName("The view has one row per source, series and instant, with the value as exported")
  void rows(SparkSession spark) {
    Samples.view(
            SampleDays.build(
                SampleRows.in(spark)
                    .chunk("one", "up,job=api", "2026-03-01T23:59:00Z=1")
                    .chunk("one", "up,job=api", "2026-03-02T00:00:00.001Z=0")
                    .chunk("two", "up,job=api", "2026-03-01T23:59:00Z=1")
                    .chunk("one", "load", "2026-03-01T12:00:00Z=NaN", "2026-03-01T12:01:00Z=0.25")
                    .toBronze()))
        .createOrReplaceTempView("samples");

    List<Row> rows =
        spark
            .sql(
                "SELECT source, series, labels['job'], CAST(at AS STRING), value FROM samples"
                    + " ORDER BY series, at")
            .collectAsList();

    assertThat(rows)
        .containsExactly(
            RowFactory.create("prometheus", "load", null, "2026-03-01 12:00:00", Double.NaN),
            RowFactory.create("prometheus", "load", null, "2026-03-01 12:01:00", 0.25),
            RowFactory.create("prometheus", "up,job=api", "api", "2026-03-01 23:59:00", 1.0),
            RowFactory.create("prometheus", "up,job=api", "api", "2026-03-02 00:00:00.001", 0.0));
    assertThat(spark.table("samples").schema().toDDL())
        .contains("at TIMESTAMP", "value DOUBLE", "labels MAP<STRING, STRING>");
  }
}
