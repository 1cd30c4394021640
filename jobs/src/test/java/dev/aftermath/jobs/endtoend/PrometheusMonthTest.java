package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.sources.ExportStore;
import dev.aftermath.jobs.sources.PrometheusPull;
import dev.aftermath.jobs.sources.PullSettings;
import dev.aftermath.jobs.testing.PrometheusServer;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("service")
class PrometheusMonthTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: shop-month
      spec:
        service: shop
        indicator:
          metadata:
            name: shop-month-ratio
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  type: Prometheus
                  spec:
                    query: 'http_requests_total{service="shop",code!~"5.."}'
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: 'http_requests_total{service="shop"}'
        timeWindow:
          - duration: 1M
            isRolling: false
            calendar:
              startTime: 2026-01-01 00:00:00
              timeZone: Europe/Berlin
        budgetingMethod: Occurrences
        objectives:
          - displayName: Requests without server error
            target: 0.99
      """;

  @Test
  @DisplayName("A month pulled from a real server gives good and total of the raw samples, exactly")
  void month(SparkSession spark, @TempDir Path folder) throws Exception {
    PrometheusServer.assumeInstalled();
    CounterMonth month = CounterMonth.generate();
    Path exports = folder.resolve("exports");
    pull(month, Files.createDirectory(folder.resolve("server")), exports.resolve("prometheus"));

    TestPlatform platform = TestPlatform.in(folder, conf(folder.resolve("conf")), spark);
    platform.ingest(exports);
    platform.compute(CounterMonth.END.plus(Duration.ofHours(10)));

    platform.assertAccountsBalance();
    Row account =
        platform
            .read(Exports.TABLE)
            .selectExpr("sum(source_count)", "sum(good_count)", "sum(quarantined_count)")
            .first();
    assertThat(account.getLong(0)).isEqualTo(month.sampleCount());
    assertThat(account.getLong(1)).isEqualTo(month.sampleCount());
    assertThat(account.getLong(2)).isZero();
    CounterMonth.Sums expected = month.sums();
    assertThat(expected.resets()).isGreaterThan(20);
    for (String window : List.of(SloWindows.DECLARED, SloWindows.MONTH)) {
      Row row =
          platform
              .read(SloWindows.TABLE)
              .where("day = DATE '2026-06-30' AND window = '" + window + "'")
              .first();
      assertThat(row.<BigDecimal>getAs("good")).isEqualByComparingTo(expected.good());
      assertThat(row.<BigDecimal>getAs("total")).isEqualByComparingTo(expected.total());
      assertThat(row.<Double>getAs("sli"))
          .isEqualTo(expected.good().doubleValue() / expected.total().doubleValue());
    }
    Row resets =
        platform
            .read(SloSliceDays.TABLE)
            .where("day >= DATE '" + CounterMonth.START.toString().substring(0, 10) + "'")
            .where("day <= DATE '" + CounterMonth.END.toString().substring(0, 10) + "'")
            .selectExpr("sum(reset_count)")
            .first();
    // A reset of a good counter is found twice: as a part and in the total.
    assertThat(resets.getLong(0)).isEqualTo(expected.resets() + expected.resetsOfGood());
  }

  private static void pull(CounterMonth month, Path server, Path exports) throws Exception {
    Path samples = server.resolve("samples.txt");
    month.writeOpenMetrics(samples);
    PrometheusServer.backFill(samples, server);
    try (PrometheusServer prometheus = PrometheusServer.start(server)) {
      new PrometheusPull(PullSettings.of(prometheus.address()), ExportStore.folder(exports))
          .pullRaw(
              List.of("http_requests_total{service=\"shop\"}"),
              CounterMonth.START.minus(CounterMonth.MARGIN),
              CounterMonth.END.plus(CounterMonth.MARGIN),
              Duration.ofHours(31));
    }
  }

  /** The shipped settings with one SLO of our own in the place of the shipped ones. */
  private static Path conf(Path conf) throws Exception {
    RealData.copy(TestPlatform.CONF.resolve("aftermath.yaml"), conf.resolve("aftermath.yaml"));
    RealData.copy(
        TestPlatform.CONF.resolve("burn-rates/workbook.yaml"),
        conf.resolve("burn-rates/workbook.yaml"));
    RealData.copy(
        TestPlatform.CONF.resolve("sources/prometheus.yaml"),
        conf.resolve("sources/prometheus.yaml"));
    RealData.copy(TestPlatform.CONF.resolve("kpis/mttr.yaml"), conf.resolve("kpis/mttr.yaml"));
    Files.createDirectories(conf.resolve("slos"));
    Files.writeString(conf.resolve("slos/shop.yaml"), SLO);
    return conf;
  }
}
