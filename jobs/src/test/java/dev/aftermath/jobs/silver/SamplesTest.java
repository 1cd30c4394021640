package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.testing.Histograms;
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
            SampleRows.days(
                SampleRows.in(spark)
                    .chunk("one", "up,job=api", "2026-03-01T23:59:00Z=1")
                    .chunk("one", "up,job=api", "2026-03-02T00:00:00.001Z=0")
                    .chunk("two", "up,job=api", "2026-03-01T23:59:00Z=1")
                    .histograms("one", "seconds", Histograms.at("12:00:00", "(1,2]=3"))
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

  @Test
  @DisplayName("Native histograms have a view of their own, with their buckets")
  void histograms(SparkSession spark) {
    NativeHistograms.view(
            SampleRows.days(
                SampleRows.in(spark)
                    .chunk("one", "up,job=api", "2026-03-01T23:59:00Z=1")
                    .histograms(
                        "one",
                        "seconds,job=api",
                        Histograms.at("12:00:00", "[-0.1,0.1]=1 (1,2]=3"),
                        Histograms.at("12:01:00", Histograms.STALE))
                    .toBronze()))
        .createOrReplaceTempView("native_histograms");

    assertThat(
            spark
                .sql(
                    "SELECT series, labels['job'], CAST(at AS STRING), count, sum,"
                        + " to_json(buckets) FROM native_histograms ORDER BY at")
                .collectAsList())
        .containsExactly(
            RowFactory.create(
                "seconds,job=api (native histogram)",
                "api",
                "2026-03-01 12:00:00",
                4.0,
                2.0,
                "[{\"lower\":-0.1,\"upper\":0.1,\"has_lower\":true,\"has_upper\":true,"
                    + "\"count\":1.0},{\"lower\":1.0,\"upper\":2.0,\"has_lower\":false,"
                    + "\"has_upper\":true,\"count\":3.0}]"),
            RowFactory.create(
                "seconds,job=api (native histogram)",
                "api",
                "2026-03-01 12:01:00",
                0.0,
                Double.NaN,
                "[]"));
  }
}
