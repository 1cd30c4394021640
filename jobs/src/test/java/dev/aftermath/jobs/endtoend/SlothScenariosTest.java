package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.sources.ExportStore;
import dev.aftermath.jobs.sources.PrometheusPull;
import dev.aftermath.jobs.sources.PullSettings;
import dev.aftermath.jobs.testing.PrometheusServer;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** One day at 1,000 requests a second and one at night; the series and rules lie outside. */
@SparkTest
@Tag("service")
@Tag("real")
class SlothScenariosTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Path VECTORS =
      Path.of(System.getProperty("aftermath.shared", "../../shared"), "vectors");
  private static final Map<String, Double> TRUE_ERROR_RATIOS =
      Map.of("A", 1_800 / 43_243_200.0, "B", 1_800_000 / 43_243_200.0, "C", 0.0, "D", 0.0);
  private static final Pattern SEGMENT = Pattern.compile("(-?\\d+)([+-]\\d+)x(\\d+)");
  private static final Pattern GOT =
      Pattern.compile(
          "expr: \"slo:period_error_budget_remaining:ratio\"[^\\[]*?exp:.*?got:\\s*(\\S[^\\n]*)",
          Pattern.DOTALL);

  @Test
  @DisplayName("Scenarios A to D are right where Sloth's rules are not, on the same series")
  void scenarios(SparkSession spark, @TempDir Path folder) throws Exception {
    PrometheusServer.assumeInstalled();
    Path file = VECTORS.resolve("sloth_promtool_test.yml");
    assumeTrue(Files.exists(file), "Skipped: no series of the scenarios at " + file);
    List<Map<String, Object>> scenarios = tests(file);

    TestPlatform platform = TestPlatform.in(folder, conf(folder.resolve("conf"), scenarios), spark);
    pull(
        scenarios,
        Files.createDirectory(folder.resolve("server")),
        folder.resolve("exports/prometheus"));
    platform.ingest(folder.resolve("exports"));
    platform.compute(START.plus(Duration.ofDays(2)));

    Map<String, String> sloth = sloth(folder.resolve("rules"), scenarios);
    System.out.printf("%-26s %-22s %-14s %s%n", "scenario", "error ratio", "budget left", "Sloth");
    for (Map<String, Object> scenario : scenarios) {
      String name = (String) scenario.get("name");
      Row row =
          platform
              .read(SloWindows.TABLE)
              .where(
                  "slo = '" + slo(name) + "' AND window = 'declared' AND day = DATE '2026-06-01'")
              .first();
      BigDecimal total = row.getAs("total");
      double ratio =
          total.subtract(row.<BigDecimal>getAs("good")).doubleValue() / total.doubleValue();
      System.out.printf(
          Locale.ROOT,
          "%-26s %-22s %-14.6f %s%n",
          name,
          ratio,
          1 - row.<Double>getAs("budget_consumed_ratio"),
          sloth.get(name));
      assertThat(ratio)
          .as(name)
          .isCloseTo(TRUE_ERROR_RATIOS.get(name.substring(0, 1)), within(1e-17));
    }
    assertThat(sloth.get(scenarios.get(0).get("name"))).startsWith("-1.98");
    assertThat(sloth.get(scenarios.get(1).get("name"))).startsWith("-1.98");
    assertThat(sloth.get(scenarios.get(2).get("name"))).contains("NaN");
    assertThat(sloth.get(scenarios.get(3).get("name"))).contains("nil");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> tests(Path file) throws IOException {
    Map<String, Object> root = new Yaml().load(Files.readString(file));
    return (List<Map<String, Object>>) root.get("tests");
  }

  private static String slo(String scenario) {
    return scenario.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @SuppressWarnings("unchecked")
  private static void pull(List<Map<String, Object>> scenarios, Path server, Path exports)
      throws Exception {
    StringBuilder text = new StringBuilder("# TYPE requests counter\n");
    for (Map<String, Object> scenario : scenarios) {
      for (Map<String, String> series : (List<Map<String, String>>) scenario.get("input_series")) {
        String labels = series.get("series").replaceAll(".*\\{(.*)}", "$1");
        long at = START.getEpochSecond();
        for (long value : values(series.get("values"))) {
          text.append(
              "requests_total{scenario=\"%s\",%s} %d %d%n"
                  .formatted(scenario.get("name"), labels, value, at));
          at += 60;
        }
      }
    }
    Path samples = Files.writeString(server.resolve("samples.txt"), text.append("# EOF\n"));
    PrometheusServer.backFill(samples, server);
    try (PrometheusServer prometheus = PrometheusServer.start(server)) {
      new PrometheusPull(PullSettings.of(prometheus.address()), ExportStore.folder(exports))
          .pullRaw(
              List.of("requests_total"),
              START.minus(Duration.ofHours(1)),
              START.plus(Duration.ofHours(25)),
              Duration.ofHours(31));
    }
  }

  /** promtool's notation: {@code a+bxn} is a and n more, each b larger. */
  private static List<Long> values(String notation) {
    List<Long> values = new ArrayList<>();
    for (String part : notation.strip().split("\\s+", -1)) {
      Matcher segment = SEGMENT.matcher(part);
      assertThat(segment.matches()).as(part).isTrue();
      long value = Long.parseLong(segment.group(1));
      for (int i = 0; i <= Integer.parseInt(segment.group(3)); i++) {
        values.add(value);
        value += Long.parseLong(segment.group(2));
      }
    }
    return values;
  }

  /** What the rules answer, one scenario after the other, as promtool prints it. */
  private static Map<String, String> sloth(Path folder, List<Map<String, Object>> scenarios)
      throws Exception {
    Files.createDirectories(folder);
    Files.copy(VECTORS.resolve("sloth_rules.yml"), folder.resolve("rules.yml"));
    Map<String, String> answers = new TreeMap<>();
    for (Map<String, Object> scenario : scenarios) {
      Map<String, Object> root =
          Map.of(
              "rule_files", List.of("rules.yml"),
              "evaluation_interval", "1m",
              "tests", List.of(scenario));
      Path test = Files.writeString(folder.resolve("test.yml"), new Yaml().dump(root));
      Process promtool =
          new ProcessBuilder("/usr/bin/promtool", "test", "rules", test.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      promtool.waitFor();
      Matcher got = GOT.matcher(output);
      answers.put(
          (String) scenario.get("name"), got.find() ? got.group(1).replaceAll(".*} ", "") : output);
    }
    return answers;
  }

  private static Path conf(Path conf, List<Map<String, Object>> scenarios) throws Exception {
    for (String file : List.of("aftermath.yaml", "sources/prometheus.yaml", "kpis/mttr.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    Files.createDirectories(conf.resolve("slos"));
    if (Files.isDirectory(TestPlatform.CONF.resolve("burn-rates"))) {
      RealData.copy(
          TestPlatform.CONF.resolve("burn-rates/workbook.yaml"),
          conf.resolve("burn-rates/workbook.yaml"));
    }
    for (Map<String, Object> scenario : scenarios) {
      String name = (String) scenario.get("name");
      Files.writeString(
          conf.resolve("slos/" + slo(name) + ".yaml"),
          SLO.replace("NAME", slo(name)).replace("SCENARIO", name));
    }
    return conf;
  }

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: NAME
      spec:
        service: myservice
        indicator:
          metadata:
            name: NAME-ratio
          spec:
            ratioMetric:
              counter: true
              bad:
                metricSource:
                  type: Prometheus
                  spec:
                    query: 'requests_total{scenario="SCENARIO",code=~"(5..|429)"}'
              total:
                metricSource:
                  type: Prometheus
                  spec:
                    query: 'requests_total{scenario="SCENARIO"}'
        timeWindow:
          - duration: 1d
            isRolling: false
            calendar:
              startTime: 2026-01-01 00:00:00
              timeZone: UTC
        budgetingMethod: Occurrences
        objectives:
          - displayName: Requests without server error
            target: 0.999
      """;
}
