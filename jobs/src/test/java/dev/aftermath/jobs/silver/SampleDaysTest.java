package dev.aftermath.jobs.silver;

import static dev.aftermath.jobs.testing.Histograms.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.testing.Histograms;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SampleDaysTest {
  private static final String SERIES = "requests_total";

  @Test
  @DisplayName("Overlapping and late exports merge; of two values the larger one counts")
  void exportsMerge(SparkSession spark) {
    List<Row> days =
        rows(
            SampleRows.in(spark)
                .chunk("one", SERIES, "2026-03-01T00:01:00Z=1", "2026-03-01T00:03:00Z=3")
                .chunk(
                    "late",
                    SERIES,
                    "2026-03-01T00:02:00Z=2",
                    "2026-03-01T00:03:00Z=4",
                    "2026-03-01T00:04:00Z=5")
                .chunk("again", SERIES, "2026-03-01T00:01:00Z=1")
                .toBronze());

    assertThat(days).hasSize(1);
    assertThat(SampleRows.samples(days.get(0)))
        .containsExactly(
            "2026-03-01T00:01:00Z=1.0",
            "2026-03-01T00:02:00Z=2.0",
            "2026-03-01T00:03:00Z=4.0",
            "2026-03-01T00:04:00Z=5.0");
    assertThat(days.get(0).<Long>getAs("sample_count")).isEqualTo(4);
    assertThat(days.get(0).<Long>getAs("conflict_count")).isEqualTo(1);
    assertThat(days.get(0).<Long>getAs("duplicate_count")).isEqualTo(1);
    assertThat(days.get(0).<Object>getAs("previous_value")).isNull();
  }

  @Test
  @DisplayName("Each day knows the last number before it, across missing days and stale markers")
  void previousSample(SparkSession spark) {
    List<Row> days =
        rows(
            SampleRows.in(spark)
                .chunk("one", SERIES, "2026-03-01T23:58:00Z=7", "2026-03-01T23:59:00Z=NaN")
                .chunk("one", SERIES, "2026-03-04T00:01:00Z=9")
                .chunk("one", SERIES, "2026-03-05T00:01:00Z=10")
                .toBronze());

    assertThat(days).extracting(day -> day.getAs("previous_value")).containsExactly(null, 7.0, 9.0);
    assertThat(days)
        .extracting(day -> String.valueOf(day.<Object>getAs("previous_at")))
        .containsExactly("null", "2026-03-01T23:58:00Z", "2026-03-04T00:01:00Z");
    assertThat(days)
        .extracting(day -> String.valueOf(day.<Object>getAs("previous_sample_at")))
        .containsExactly("null", "2026-03-01T23:59:00Z", "2026-03-04T00:01:00Z");
  }

  @Test
  @DisplayName("Ten random orders of arrival give the same bytes")
  void orderOfArrivalDoesNotMatter(SparkSession spark) {
    Dataset<Row> bronze =
        SampleRows.in(spark)
            .chunk("one", SERIES, "2026-03-01T00:01:00Z=1", "2026-03-01T00:03:00Z=NaN")
            .chunk("two", SERIES, "2026-03-01T00:01:00Z=2", "2026-03-01T00:03:00Z=3")
            .chunk("three", SERIES, "2026-03-01T00:01:00Z=2", "2026-03-02T00:03:00Z=3")
            .chunk("four", SERIES, "2026-03-01T00:00:00Z=0")
            .toBronze();
    List<Row> chunks = new ArrayList<>(bronze.collectAsList());
    List<String> expected = rows(bronze).stream().map(SampleDaysTest::text).toList();
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(chunks, new Random(seed));
      List<Row> days = rows(spark.createDataFrame(chunks, bronze.schema()).repartition(3));

      assertThat(days.stream().map(SampleDaysTest::text).toList()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("A sample that an earlier export passed over is late, whoever comes first")
  void lateSamples(SparkSession spark) {
    SampleRows rows =
        SampleRows.in(spark)
            .chunk("one", SERIES, "2026-03-01T00:01:00Z=1", "2026-03-01T00:05:00Z=5")
            .chunk(
                "two",
                SERIES,
                "2026-03-01T00:00:00Z=0",
                "2026-03-01T00:01:00Z=1",
                "2026-03-01T00:03:00Z=3",
                "2026-03-01T00:04:00Z=4",
                "2026-03-01T00:09:00Z=9")
            // Not late: the export lacks the time before it, or has no other sample on the day.
            .chunk("three", SERIES, "2026-03-01T00:09:00Z=9", "2026-03-01T00:11:00Z=11")
            .chunk("three", SERIES, "2026-03-02T00:11:00Z=12");

    assertThat(rows(rows.toBronze()))
        .extracting(day -> day.<Long>getAs("late_sample_count"))
        .containsExactly(2L, 0L);
    // With another series the first one ends last: of 00:05 the second knew nothing.
    rows.chunk("one", "other_total", "2026-03-01T12:00:00Z=1");
    assertThat(rows(rows.toBronze()))
        .extracting(day -> day.<Long>getAs("late_sample_count"))
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  @DisplayName(
      "A sample between two pieces of an earlier export is late, though no piece has it inside")
  void lateBetweenPieces(SparkSession spark) {
    SampleRows rows =
        SampleRows.in(spark)
            .chunk("pieces", SERIES, "2026-03-01T00:00:00Z=0", "2026-03-01T00:01:00Z=1")
            .chunk("pieces", SERIES, "2026-03-01T00:05:00Z=5", "2026-03-01T00:06:00Z=6")
            .chunk("after", SERIES, "2026-03-01T00:03:00Z=3")
            .chunk("after", "other_total", "2026-03-01T12:00:00Z=1");

    assertThat(rows(rows.toBronze()))
        .extracting(day -> day.<Long>getAs("late_sample_count"))
        .containsExactly(0L, 1L);
  }

  @Test
  @DisplayName("Native histograms merge, and each day knows the last usable one before it")
  void histograms(SparkSession spark) {
    HistogramSample first = at("00:01:00", "(1,2]=3");
    HistogramSample second = at("00:02:00", "(1,2]=4");
    HistogramSample less = at("00:02:00", "(1,2]=2");
    HistogramSample stale = at("00:03:00", Histograms.STALE);
    HistogramSample staleNext =
        new HistogramSample(stale.epochMillis() + 86_400_000, Histograms.STALE);
    HistogramSample last =
        new HistogramSample(stale.epochMillis() + 2 * 86_400_000, Histograms.holding("(1,2]=9"));
    List<Row> days =
        rows(
            SampleRows.in(spark)
                .histograms("one", SERIES, first, second)
                .histograms("two", SERIES, less, stale)
                .histograms("one", SERIES, staleNext)
                .histograms("one", SERIES, last)
                .chunk("one", SERIES, "2026-03-01T00:01:00Z=1")
                .toBronze());

    assertThat(days)
        .extracting(day -> day.getAs("series") + " " + day.getAs("day"))
        .containsExactly(
            SERIES + " 2026-03-01",
            SERIES + " (native histogram) 2026-03-01",
            SERIES + " (native histogram) 2026-03-02",
            SERIES + " (native histogram) 2026-03-03");
    assertThat(HistogramChunk.decode(days.get(1).getAs("chunk")))
        .containsExactly(first, second, stale);
    assertThat(days.get(1).<Long>getAs("conflict_count")).isEqualTo(1);
    assertThat(days.get(1).<Object>getAs("previous_histogram")).isNull();
    for (int day = 2; day < 4; day++) {
      assertThat(HistogramChunk.decode(days.get(day).getAs("previous_histogram")))
          .containsExactly(second);
      assertThat(days.get(day).<Double>getAs("previous_value")).isEqualTo(4);
    }
    assertThat(HistogramChunk.decode(days.get(3).getAs("last_histogram"))).containsExactly(last);
    assertThat(days.get(0).<Object>getAs("last_histogram")).isNull();
  }

  private static String text(Row day) {
    return day.<Object>getAs("day")
        + " "
        + SampleRows.samples(day)
        + " "
        + day.<Object>getAs("conflict_count")
        + " "
        + day.<Object>getAs("duplicate_count")
        + " "
        + day.<Object>getAs("previous_value");
  }

  private static List<Row> rows(Dataset<Row> bronze) {
    return SampleRows.days(bronze).orderBy("series", "day").collectAsList();
  }
}
