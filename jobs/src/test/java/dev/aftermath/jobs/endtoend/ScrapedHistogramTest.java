package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.silver.NativeHistograms;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.sources.ExportStore;
import dev.aftermath.jobs.sources.PrometheusPull;
import dev.aftermath.jobs.sources.PullSettings;
import dev.aftermath.jobs.testing.PrometheusServer;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("service")
class ScrapedHistogramTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  @Test
  @DisplayName("What a real server scraped of a native histogram is counted as it was observed")
  void scraped(SparkSession spark, @TempDir Path folder) throws Exception {
    PrometheusServer.assumeInstalled();
    Path exports = folder.resolve("exports");
    long observed;
    long withinFour;
    long withinMiddle;
    try (HistogramTarget target = HistogramTarget.start();
        PrometheusServer prometheus =
            PrometheusServer.scraping(
                Files.createDirectory(folder.resolve("server")),
                target.address(),
                "--enable-feature=native-histograms")) {
      Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
      observe(target, prometheus);
      observed = target.observedCount();
      withinFour = target.observedUpTo(4);
      withinMiddle = target.observedUpTo(2.4);
      new PrometheusPull(
              PullSettings.of(prometheus.address()),
              ExportStore.folder(exports.resolve("prometheus")))
          .pullRaw(List.of("request_seconds"), from, from.plusSeconds(120), Duration.ofHours(1));
    }
    TestPlatform platform = TestPlatform.in(folder, conf(folder.resolve("conf")), spark);
    platform.ingest(exports);
    platform.compute(Instant.now().plus(Duration.ofHours(1)));

    platform.assertAccountsBalance();
    assertThat(platform.read(Exports.TABLE).selectExpr("sum(quarantined_count)").first().getLong(0))
        .isZero();
    assertThat(observed).isEqualTo(310);
    // Buckets were merged, and split again by the restart.
    assertThat(
            NativeHistograms.view(platform.read(SampleDays.TABLE))
                .where("count = 237")
                .selectExpr("array_join(transform(buckets, bucket -> bucket.upper), ' ')")
                .distinct()
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("2.0 4.0 8.0 16.0 32.0");
    Row four = sums(platform, "four");
    assertThat(four.getDecimal(0)).isEqualByComparingTo(BigDecimal.valueOf(withinFour));
    assertThat(four.getDecimal(1)).isEqualByComparingTo(BigDecimal.valueOf(observed));
    assertThat(four.getDecimal(2)).isZero();
    // The restart is found in the total and in the good ones.
    assertThat(
            platform
                .read(SloSliceDays.TABLE)
                .where("slo = 'four'")
                .selectExpr("sum(reset_count)")
                .first()
                .getLong(0))
        .isEqualTo(2);
    Row middle = sums(platform, "middle");
    assertThat(middle.getDecimal(1)).isEqualByComparingTo(BigDecimal.valueOf(observed));
    assertThat(middle.getDecimal(2)).isPositive();
    assertThat(BigDecimal.valueOf(withinMiddle))
        .isBetween(middle.getDecimal(0), middle.getDecimal(0).add(middle.getDecimal(2)));
  }

  private static void observe(HistogramTarget target, PrometheusServer prometheus)
      throws Exception {
    awaitCount(prometheus, 0);
    // All above 1: of what is below, client 1.5.1 puts some a bucket too high when it merges.
    target.observe(3.2, 100);
    target.observe(5.6, 50);
    awaitCount(prometheus, 150);
    // Wider than so few buckets can be: they are merged, and one ends at 4 all the same.
    for (int i = 2; i <= 30; i++) {
      target.observe(0.8 * i, 3);
    }
    awaitCount(prometheus, 237);
    target.restart();
    target.observe(1.6, 40);
    target.observe(2.32, 11);
    target.observe(2.48, 13);
    target.observe(40, 2);
    awaitCount(prometheus, 66);
    target.observe(2.4, 7);
    awaitCount(prometheus, 73);
  }

  private static Row sums(TestPlatform platform, String slo) {
    return SloSlices.view(platform.read(SloSliceDays.TABLE))
        .where("slo = '" + slo + "'")
        .selectExpr("sum(good)", "sum(total)", "sum(undecided)")
        .first();
  }

  /** Waits until the server has scraped a histogram with so many observations. */
  private static void awaitCount(PrometheusServer prometheus, long count) throws Exception {
    Instant end = Instant.now().plus(LONGEST_WAIT);
    String answer = "";
    while (Instant.now().isBefore(end)) {
      answer = get(prometheus, "/api/v1/query?query=request_seconds");
      JsonNode histogram = new JsonMapper().readTree(answer).at("/data/result/0/histogram/1/count");
      if (histogram.asText("").equals(String.valueOf(count))) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no histogram with the count " + count + ", but " + answer);
  }

  private static String get(PrometheusServer prometheus, String path) throws IOException {
    try (var in = prometheus.address().resolve(path).toURL().openStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static Path conf(Path conf) throws Exception {
    for (String file :
        List.of(
            "aftermath.yaml",
            "burn-rates/workbook.yaml",
            "sources/prometheus.yaml",
            "kpis/mttr.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    Files.createDirectories(conf.resolve("slos"));
    Files.writeString(conf.resolve("slos/four.yaml"), slo("four", "4", "refuse"));
    Files.writeString(conf.resolve("slos/middle.yaml"), slo("middle", "2.4", "bound"));
    return conf;
  }

  private static String slo(String name, String seconds, String inexactBucket) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %s
        spec:
          service: shop
          indicator:
            metadata:
              name: %s-latency
            spec:
              thresholdMetric:
                metricSource:
                  type: Prometheus
                  spec:
                    query: request_seconds
                    histogram: native
                    inexactBucket: %s
          timeWindow:
            - duration: 30d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - displayName: Fast enough
              op: lte
              value: %s
              target: 0.5
        """
        .formatted(name, name, inexactBucket, seconds);
  }
}
