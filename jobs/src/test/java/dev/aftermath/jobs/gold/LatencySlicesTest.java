package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.gold.SliceWords.at;
import static dev.aftermath.jobs.gold.SliceWords.audit;
import static dev.aftermath.jobs.gold.SliceWords.built;
import static dev.aftermath.jobs.gold.SliceWords.query;
import static dev.aftermath.jobs.gold.SliceWords.ratio;
import static dev.aftermath.jobs.gold.SliceWords.slices;
import static dev.aftermath.jobs.gold.SliceWords.slo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.series.HistogramSample;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.testing.Histograms;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("Slices of requests that took at most so long")
class LatencySlicesTest {
  @Test
  @DisplayName("Requests at or below the threshold are those of the bucket with just this bound")
  void latency(SparkSession spark) {
    Dataset<Row> days =
        built(
            histogram(SampleRows.in(spark), "a", "0.3", 4, "0.30000", 7, "+Inf", 9),
            slo("fast", latency("0.3"), Grouping.NONE));

    // Two series with the bound 0.3 here, written in two ways, are more than the one with +Inf:
    assertThat(slices(days)).isEmpty();

    Dataset<Row> plain =
        built(
            histogram(SampleRows.in(spark), "a", "0.1", 4, "0.30", 7, "+Inf", 9),
            slo("fast", latency("0.3"), Grouping.NONE));

    assertThat(slices(plain)).containsExactly("fast  00:00 7/9");
    assertThat(audit(plain))
        .containsExactly(
            "fast 2026-03-01 good: series 1 samples 2 unusable 0 gaps 0 null",
            "fast 2026-03-01 total: series 1 samples 2 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("Where a histogram lacks the bucket nothing is guessed, and the audit says why")
  void inexactBucket(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    histogram(rows, "a", "0.25", 4, "0.5", 7, "+Inf", 9);
    histogram(rows, "b", "0.3", 5, "0.4", 7, "+Inf", 9);
    Indicator ratio =
        ratio(
            "t_bucket{pod=\"a\",le=\"0.3\"}",
            "t_bucket{pod=\"a\",le=\"+Inf\"}",
            Indicator.Part.GOOD);
    Dataset<Row> days =
        built(rows, slo("fast", latency("0.3"), Grouping.NONE), slo("ratio", ratio, Grouping.NONE));

    assertThat(slices(days)).isEmpty();
    assertThat(days.select("known_slice_count").distinct().collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(0L);
    assertThat(audit(days))
        .containsExactly(
            "fast 2026-03-01 good: series 1 samples 2 unusable 0 gaps 0 1 of 2 histograms have a"
                + " bucket le=0.3, nearest below 0.25, above 0.4: slices without it are unknown;"
                + " ask for a bucket that exists, or write inexactBucket: bound",
            "fast 2026-03-01 total: series 2 samples 4 unusable 0 gaps 0 null",
            "ratio 2026-03-01 good: series 0 samples 0 unusable 0 gaps 0 0 of 1 histograms have a"
                + " bucket le=0.3, nearest below 0.25, above 0.5: slices without it are unknown;"
                + " ask for a bucket that exists, or write inexactBucket: bound",
            "ratio 2026-03-01 total: series 1 samples 2 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("Bounded, the requests between the nearest buckets that all have are undecided")
  void boundedBucket(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    histogram(rows, "a", "0.1", 2, "0.25", 4, "0.5", 7, "+Inf", 9);
    histogram(rows, "b", "0.1", 1, "0.28", 3, "0.5", 5, "+Inf", 6);
    Indicator bounded =
        new Indicator.Latency(
            query("t_bucket"), new BigDecimal("0.3"), Indicator.InexactBucket.BOUND);
    Dataset<Row> days = built(rows, slo("fast", bounded, Grouping.NONE));

    // Both have 0.1 (2 + 1) and 0.5 (7 + 5): 3 of 15 were surely fast, 9 more may have been.
    assertThat(slices(days)).containsExactly("fast  00:00 3/15 undecided 9");
    assertThat(audit(days))
        .containsExactly(
            "fast 2026-03-01 good: series 0 samples 0 unusable 0 gaps 0 9 of 15 events are"
                + " undecided, in buckets around le=0.3 (nearest below 0.28, above 0.5): bad in"
                + " the figure, good in its best bound",
            "fast 2026-03-01 total: series 2 samples 4 unusable 0 gaps 0 null");

    Dataset<Row> beyond =
        built(
            histogram(SampleRows.in(spark), "a", "0.1", 2, "0.2", 5, "+Inf", 9),
            slo("fast", bounded, Grouping.NONE));
    assertThat(slices(beyond)).containsExactly("fast  00:00 5/9 undecided 4");

    Dataset<Row> exact =
        built(
            histogram(SampleRows.in(spark), "a", "0.1", 2, "0.3", 5, "+Inf", 9),
            slo("fast", bounded, Grouping.NONE));
    assertThat(slices(exact)).containsExactly("fast  00:00 5/9");
  }

  @Test
  @DisplayName("Native histograms: a slice is known where no request is in a bucket across")
  void nativeHistograms(SparkSession spark) {
    SampleRows rows =
        SampleRows.in(spark)
            .histograms(
                "a",
                "t,pod=a",
                Histograms.at("00:01:00", "(0.25,0.5]=10 (0.5,1]=2"),
                Histograms.at("00:02:00", "(0.25,0.5]=14 (0.5,1]=7"),
                Histograms.at("00:06:00", "(0.125,0.25]=3 (0.25,0.5]=14 (0.5,1]=8"))
            .histograms(
                "a",
                "t,pod=b",
                Histograms.at("00:01:00", "(0.25,1]=4"),
                Histograms.at("00:03:00", "(0.25,1]=6"),
                Histograms.at("00:07:00", "(0.25,1]=6 (2,4]=5"));
    Dataset<Row> days =
        built(
            rows,
            slo("bound", nativeLatency("0.5", Indicator.InexactBucket.BOUND), Grouping.NONE),
            slo("fast", nativeLatency("0.5", Indicator.InexactBucket.REFUSE), Grouping.NONE),
            slo("slow", nativeLatency("1", Indicator.InexactBucket.REFUSE), Grouping.NONE));

    // a: 4 of 9, then 3 of 4. b: 2 in a bucket up to 1, then 0 of 5.
    assertThat(slices(days))
        .containsExactly(
            "bound  00:00 4/11 undecided 2",
            "bound  00:05 3/9",
            "fast  00:05 3/9",
            "slow  00:00 11/11",
            "slow  00:05 4/9");
    assertThat(audit(days))
        .containsExactly(
            "bound 2026-03-01 good: series 2 samples 6 unusable 0 gaps 0 2 of 20 events are"
                + " undecided, in buckets around le=0.5 (nearest below 0.25, above 1.0): bad in the"
                + " figure, good in its best bound",
            "bound 2026-03-01 total: series 2 samples 6 unusable 0 gaps 0 null",
            "fast 2026-03-01 good: series 2 samples 6 unusable 0 gaps 0 1 slices are unknown:"
                + " requests in buckets around 0.5 (from 0.25 to 1.0); ask for a value at which"
                + " buckets end, or write inexactBucket: bound",
            "fast 2026-03-01 total: series 2 samples 6 unusable 0 gaps 0 null",
            "slow 2026-03-01 good: series 2 samples 6 unusable 0 gaps 0 null",
            "slow 2026-03-01 total: series 2 samples 6 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("The step over midnight counts for native histograms too")
  void overMidnight(SparkSession spark) {
    HistogramSample eve =
        new HistogramSample(
            Instant.parse("2026-02-28T23:59:00Z").toEpochMilli(),
            Histograms.holding("(0.25,0.5]=10"));
    Dataset<Row> days =
        built(
            SampleRows.in(spark)
                .histograms("a", "t", eve)
                .histograms("b", "t", Histograms.at("00:01:00", "(0.25,0.5]=14 (0.5,1]=1")),
            slo("fast", nativeLatency("0.5", Indicator.InexactBucket.REFUSE), Grouping.NONE));

    assertThat(slices(days)).containsExactly("fast  00:00 4/5");
  }

  @Test
  @DisplayName("Series of the other kind keep every slice unknown, and the audit says why")
  void otherSeries(SparkSession spark) {
    SampleRows rows =
        SampleRows.in(spark)
            .histograms(
                "a",
                "t",
                Histograms.at("00:01:00", "(0.25,0.5]=10"),
                Histograms.at("00:02:00", "(0.25,0.5]=14"))
            .chunk("a", "n", at("00:01:00", 1), at("00:02:00", 5));
    Indicator numbers =
        new Indicator.NativeLatency(
            query("n"), new BigDecimal("0.5"), Indicator.InexactBucket.REFUSE);
    Indicator gauge =
        new Indicator.Threshold(query("t"), Indicator.Comparison.LTE, new BigDecimal("20"));
    Dataset<Row> days =
        built(
            rows,
            slo("gauge", gauge, Grouping.NONE),
            slo("numbers", numbers, Grouping.NONE),
            slo("ratio", ratio("t", "n", Indicator.Part.GOOD), Grouping.NONE));
    String histograms =
        "series 0 samples 0 unusable 0 gaps 0 1 series hold native histograms and no numbers: every"
            + " slice is unknown; only a thresholdMetric with histogram: native counts them";
    String series =
        "series 0 samples 0 unusable 0 gaps 0 1 series hold numbers and no native histograms: every"
            + " slice is unknown; leave out histogram: native";

    assertThat(slices(days)).isEmpty();
    assertThat(audit(days))
        .containsExactly(
            "gauge 2026-03-01 samples: " + histograms,
            "numbers 2026-03-01 good: " + series,
            "numbers 2026-03-01 total: " + series,
            "ratio 2026-03-01 good: " + histograms,
            "ratio 2026-03-01 total: series 1 samples 2 unusable 0 gaps 0 null");
  }

  private static Indicator nativeLatency(String seconds, Indicator.InexactBucket inexact) {
    return new Indicator.NativeLatency(query("t"), new BigDecimal(seconds), inexact);
  }

  private static SampleRows histogram(SampleRows rows, String pod, Object... boundsAndIncreases) {
    for (int i = 0; i < boundsAndIncreases.length; i += 2) {
      int increase = (int) boundsAndIncreases[i + 1];
      rows.chunk(
          pod,
          "t_bucket,pod=" + pod + ",le=" + boundsAndIncreases[i],
          at("00:01:00", 100),
          at("00:02:00", 100 + increase));
    }
    return rows;
  }

  private static Indicator latency(String seconds) {
    return new Indicator.Latency(
        query("t_bucket"), new BigDecimal(seconds), Indicator.InexactBucket.REFUSE);
  }
}
