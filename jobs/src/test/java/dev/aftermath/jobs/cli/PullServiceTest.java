package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.config.SourceFiles;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.testing.PrometheusServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("service")
class PullServiceTest {
  // 2025-11-10T00:00:00Z, a sample a minute for two hours.
  private static final long START_SECONDS = 1_762_732_800L;

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: api}
      spec:
        service: api
        indicator:
          metadata: {name: api-ratio}
          spec:
            ratioMetric:
              counter: false
              good:
                metricSource:
                  type: Prometheus
                  spec: {live: true, query: "round(increase(requests_total[5m]))"}
              total:
                metricSource:
                  type: Prometheus
                  spec: {live: true, query: "sum(requests_total) * 0 + 70"}
        timeWindow: [{duration: 1h, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{displayName: Half, target: 0.5}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: minutely}
      spec:
        service: api
        indicator:
          metadata: {name: api-seen}
          spec:
            thresholdMetric:
              metricSource:
                type: Prometheus
                spec: {live: true, query: "sum(requests_total) * 0 + 70"}
        timeWindow: [{duration: 1h, isRolling: true}]
        budgetingMethod: Timeslices
        objectives:
          - {op: gte, value: 70, target: 0.5, timeSliceTarget: 0.5, timeSliceWindow: 1m}
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName("aftermath pull takes raw samples and steps of a real server into claimed files")
  void pullsFromPrometheus() throws Exception {
    PrometheusServer.assumeInstalled();
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    PrometheusServer.backFill(openMetrics(), data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path exports = folder.resolve("exports");
    try (PrometheusServer server = PrometheusServer.start(data)) {
      Path conf = settings(server.address().toString());

      int code =
          Main.run(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              "pull",
              "--conf",
              conf.toString(),
              "--exports",
              exports.toString(),
              "--from",
              "2025-11-10T00:00:00Z",
              "--to",
              "2025-11-10T01:30:00Z");

      assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(code).isZero();
      assertThat(files(exports))
          .containsExactly(
              "metrics/20251110T000000Z-20251110T013000Z/prometheus-raw-001-1762732800000-1762736400000.json",
              "metrics/20251110T000000Z-20251110T013000Z/prometheus-raw-001-1762736400000-1762738200000.json",
              "metrics/20251110T000000Z-20251110T013000Z/prometheus-steps-001-1762732800000-1762737900000.json")
          .allSatisfy(
              file ->
                  assertThat(SourceFiles.load(conf.resolve("sources")).get(0).groupOf(file))
                      .hasValueSatisfying(
                          group ->
                              assertThat(group.format()).isEqualTo(ExportFormat.PROMETHEUS_API)));
    }
    // 60 and 30 of the 120 samples lie in the period; its 18 steps of five minutes end before it.
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "1762736400000.json  60 items",
            "1762738200000.json  30 items",
            "1762737900000.json  18 items",
            "3 files with 108 samples and lines");
  }

  @Test
  @DisplayName("An expression that an SLO names is evaluated by the server and counted as its own")
  void pullsExpressionsOfSlos() throws Exception {
    PrometheusServer.assumeInstalled();
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    PrometheusServer.backFill(openMetrics(), data);
    Path exports = folder.resolve("exports");
    Path conf;
    try (PrometheusServer server = PrometheusServer.start(data)) {
      conf = settings(server.address().toString());
      Files.createDirectories(conf.resolve("slos"));
      Files.writeString(conf.resolve("slos/api.yaml"), SLO);

      run(
          "pull",
          "--conf",
          conf.toString(),
          "--exports",
          exports.toString(),
          "--from",
          "2025-11-10T00:00:00Z",
          "--to",
          "2025-11-10T01:00:00Z");
    }
    List<SloDefinition> slos = SloFiles.read(List.of(conf.resolve("slos"))).definitionsOrThrow();
    List<SeriesQuery> asked = slos.get(0).objectives().get(0).indicator().series();

    // Twelve points each; 7 requests a minute, of which the rate sees 35 in five minutes.
    for (int number = 1; number <= 2; number++) {
      Path file =
          exports.resolve(
              "metrics/20251110T000000Z-20251110T010000Z/slo-300s-prometheus-steps-00"
                  + number
                  + "-1762732800000-1762736100000.json");
      JsonNode series = new JsonMapper().readTree(file.toFile()).at("/data/result/0");
      assertThat(asked.get(number - 1).matches("metrics", labels(series))).isTrue();
      assertThat(series.at("/values")).hasSize(number == 1 ? 11 : 12);
      assertThat(series.at("/values/6/1").asText()).isEqualTo(number == 1 ? "35" : "70");
    }
    // Slices of a minute need a point a minute, under another name.
    Path minutely =
        exports.resolve(
            "metrics/20251110T000000Z-20251110T010000Z/"
                + "slo-60s-prometheus-steps-001-1762732800000-1762736340000.json");
    JsonNode series = new JsonMapper().readTree(minutely.toFile()).at("/data/result/0");
    assertThat(series.at("/values")).hasSize(60);
    assertThat(
            slos.get(1)
                .objectives()
                .get(0)
                .indicator()
                .series()
                .get(0)
                .matches("metrics", labels(series)))
        .isTrue();
    assertThat(asked.get(1).matches("metrics", labels(series))).isFalse();
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    series
        .get("metric")
        .properties()
        .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
    return labels;
  }

  private static void run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);

    assertThat(Main.run(printed, printed, arguments))
        .as(out.toString(StandardCharsets.UTF_8))
        .isZero();
  }

  private Path openMetrics() throws IOException {
    StringBuilder text = new StringBuilder("# TYPE requests counter\n");
    for (int minute = 0; minute < 120; minute++) {
      text.append("requests_total{job=\"api\"} ")
          .append(minute * 7)
          .append(' ')
          .append(START_SECONDS + minute * 60L)
          .append('\n');
    }
    return Files.writeString(folder.resolve("samples.txt"), text.append("# EOF\n").toString());
  }

  private Path settings(String url) throws IOException {
    Path conf = folder.resolve("conf");
    Files.createDirectories(conf.resolve("sources"));
    Files.writeString(
        conf.resolve("aftermath.yaml"), "organisation: Test\nreport_zone: Europe/Berlin\n");
    Files.writeString(
        conf.resolve("sources/metrics.yaml"),
        """
        source: metrics
        system: prometheus
        files:
          - match: "metrics/**/*.json"
            format: prometheus-api
        pull:
          url: %s
          selectors: [requests_total]
          window: 1h
          queries: [sum(requests_total)]
          step: 5m
        """
            .formatted(url));
    return conf;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
