package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.pipeline.Explanation;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The explanation of a figure")
class ExplanationTest {
  private static final String RATIO =
      """
            ratioMetric:
              counter: false
              bad:
                metricSource:
                  type: %1$s
                  spec:
                    query: '%2$s'
              total:
                metricSource:
                  type: %1$s
                  spec:
                    query: '%3$s'
      """;

  private TestPlatform platform;

  @BeforeAll
  void fill(SparkSession spark, @TempDir Path folder) throws IOException {
    Path conf = folder.resolve("conf");
    for (String file :
        List.of(
            "aftermath.yaml",
            "burn-rates/workbook.yaml",
            "sources/prometheus.yaml",
            "sources/loki.yaml",
            "kpis/mttr.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    String acme =
        RATIO.formatted("Prometheus", "errors{tenant=\"acme\"}", "requests{tenant=\"acme\"}");
    String lines = RATIO.formatted("Loki", "{app=\"api\"} |= \"failed\"", "{app=\"api\"}");
    put(
        conf.resolve("slos/all.yaml"),
        String.join(
            "---\n",
            slo("unknown", "aftermath/missing: unknown", acme, "0.99"),
            slo("good", "aftermath/missing: good", acme, "0.99"),
            slo("bad", "aftermath/missing: bad", acme, "0.99"),
            slo("dated", "note: first", acme, "0.99"),
            slo("dated", "aftermath/effective-from: 2026-03-02T12:05:00Z", acme, "0.9"),
            slo(
                "grouped",
                "aftermath/group-by: tenant",
                RATIO.formatted("Prometheus", "errors", "requests"),
                "0.99"),
            slo("lines", "note: none", lines, "0.5")));
    Path exports = folder.resolve("exports");
    put(
        exports.resolve("prometheus/acme.prom"),
        "# TYPE requests gauge\n"
            + sample("requests", "acme", 100, "12:01")
            + sample("requests", "acme", 100, "12:06")
            + "# TYPE errors gauge\n"
            + sample("errors", "acme", 1, "12:01"));
    put(
        exports.resolve("prometheus/globex.prom"),
        "# TYPE requests gauge\n" + sample("requests", "globex", 50, "12:01"));
    put(
        exports.resolve("loki/api.jsonl"),
        line("api", "ok") + line("api", "fine") + line("api", "done") + line("api", "failed"));
    put(exports.resolve("loki/web.jsonl"), line("web", "failed"));
    platform = TestPlatform.in(folder, conf, spark);
    platform.ingest(exports);
    platform.compute(Instant.parse("2026-03-03T01:00:00Z"));
    // What comes after the figure was made is not among its sources.
    put(
        folder.resolve("later/prometheus/later.prom"),
        "# TYPE requests gauge\n" + sample("requests", "acme", 7, "12:11"));
    platform.ingest(folder.resolve("later"));
  }

  // Two slices of the 288 of a day were measured: 99 of 100 and 100 of 100 events were good.

  @Test
  @DisplayName("leaves unknown slices out where the rule says so")
  void unknown() {
    assertThat(explained("unknown", ""))
        .containsSubsequence(
            "good: 199",
            "total: 200",
            "budget: (1 - 0.99) x 200 = 2",
            "missing: unknown: the 286 unknown slices are left out",
            "bad: 200 - 199 = 1",
            "SLI: 199 / 200 = 0.995",
            "consumed: 1 / 2 = 0.5",
            "slices: 2 good + 0 bad + 0 idle = 2 measured; 286 unknown; coverage 2 / 288 ="
                + " 0.00694444444444444",
            "worst slice: 2026-03-02T12:00:00Z: 99 good of 100")
        .anyMatch(line -> line.contains("acme.prom"))
        .noneMatch(line -> line.contains("globex.prom") || line.contains("later.prom"))
        .noneMatch(line -> line.contains("as they are now"));
  }

  @Test
  @DisplayName("fills unknown slices with good events where the rule says so")
  void good() {
    assertThat(explained("good", ""))
        .containsSubsequence(
            "missing: good: each of the 286 unknown slices counts as good, with the events of the"
                + " mean of the 2 measured ones: all sums are multiplied by 2",
            "filled good: 199 x 2 + 200 x 286 = 57598",
            "filled total: 200 x (2 + 286) = 57600",
            "filled budget: 2 x (2 + 286) = 576",
            "filled bad: 57600 - 57598 = 2",
            "SLI: 57598 / 57600 = 0.999965277777778",
            "consumed: 2 / 576 = 0.00347222222222222");
  }

  @Test
  @DisplayName("fills unknown slices with bad events where the rule says so")
  void bad() {
    assertThat(explained("bad", ""))
        .containsSubsequence(
            "filled good: 199 x 2 + 0 = 398",
            "filled total: 200 x (2 + 286) = 57600",
            "filled budget: 2 x (2 + 286) = 576",
            "filled bad: 57600 - 398 = 57202",
            "SLI: 398 / 57600 = 0.00690972222222222",
            "consumed: 57202 / 576 = 99.3090277777778",
            "verdict: missed");
  }

  @Test
  @DisplayName("has a line for the piece of each version")
  void versions() {
    assertThat(explained("dated", ""))
        .containsSubsequence(
            "piece: 2026-03-01T23:00:00Z to 2026-03-02T12:05:00Z, version: 99 good of 100; budget"
                + " (1 - 0.99) x 100 = 1",
            "piece: 2026-03-02T12:05:00Z to 2026-03-02T23:00:00Z, version: 100 good of 100; budget"
                + " (1 - 0.9) x 100 = 10",
            "good: 99 + 100 = 199",
            "total: 100 + 100 = 200",
            "budget: 1 + 10 = 11",
            "SLI: 199 / 200 = 0.995",
            "consumed: 1 / 11 = 0.0909090909090909");
  }

  @Test
  @DisplayName("names the exports of log lines")
  void logs() {
    assertThat(explained("lines", ""))
        .contains(
            "SLI: 3 / 4 = 0.75",
            "source: 4 log lines of the streams from 1 exports, 2026-03-01T23:00:00Z to"
                + " 2026-03-02T23:00:00Z")
        .anyMatch(line -> line.contains("api.jsonl"))
        .noneMatch(line -> line.contains("web.jsonl"));
  }

  @Test
  @DisplayName("of a group names the sources of the group alone")
  void group() {
    assertThat(explained("grouped", "tenant=globex"))
        .contains(
            "SLO: grouped [tenant=globex]",
            "SLI: 50 / 50 = 1",
            "source: 1 samples of the series from 1 exports, 2026-03-01T23:00:00Z to"
                + " 2026-03-02T23:00:00Z")
        .anyMatch(line -> line.contains("globex.prom"))
        .noneMatch(line -> line.contains("acme.prom"));
  }

  private List<String> explained(String slo, String group) {
    List<String> lines =
        Explanation.of(
            platform.lake(),
            platform.settings(),
            new Explanation.Subject(slo, group, null, "declared", null, null, null));
    return lines.stream()
        .map(line -> line.replaceFirst(" {2,}", ": "))
        .map(line -> line.replaceFirst("version [0-9a-f]{12}", "version"))
        .toList();
  }

  private static String sample(String name, String tenant, int value, String time) {
    long millis = Instant.parse("2026-03-02T" + time + ":00Z").toEpochMilli();
    return "%s{tenant=\"%s\"} %d %d\n".formatted(name, tenant, value, millis);
  }

  private static String line(String app, String text) {
    return ("{\"labels\":{\"app\":\"%s\"},\"line\":\"%s\","
            + "\"timestamp\":\"2026-03-02T12:00:00.000000001Z\"}\n")
        .formatted(app, text);
  }

  private static String slo(String name, String annotation, String metric, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %1$s
          annotations:
            %2$s
        spec:
          service: shop
          indicator:
            metadata:
              name: %1$s-ratio
            spec:
        %3$s
          timeWindow:
            - duration: 1d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - displayName: Good
              target: %4$s
        """
        .formatted(name, annotation, metric.stripTrailing(), target);
  }

  private static void put(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
