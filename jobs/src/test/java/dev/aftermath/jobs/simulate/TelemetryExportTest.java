package dev.aftermath.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Exported telemetry")
class TelemetryExportTest {

  private static final Pattern TEXT_SAMPLE =
      Pattern.compile("http_requests_total\\{(.*)} (\\d+) (\\d+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @TempDir private static Path folder;

  private static WrittenWorld world;
  private static SimulationSummary summary;

  @BeforeAll
  static void write() {
    // Six weeks over the change of clocks at the end of October.
    summary =
        Simulation.write(
            SimulationSettings.endingAt(Instant.parse("2026-11-08T23:00:00Z"))
                .withWeeks(6)
                .withServices(4)
                .withIncidentsPerWeek(30)
                .withScrapeIntervalSeconds(600),
            folder.resolve("world"),
            ProgressListener.NONE);
    world = new WrittenWorld(folder.resolve("world"));
  }

  @Test
  @DisplayName("adds up to the budgets of the ground truth, resets and gaps included")
  void addsUpToTheTruth() {
    Map<String, NavigableMap<Long, Long>> series = counters();
    assertThat(series).hasSize(4 * 3 * 4 * 2);
    assertThat(summary.count("counter_resets")).isPositive();
    assertThat(summary.count("scrape_gaps")).isPositive();
    JsonNode budgets = world.truth("budgets.json");
    assertThat(budgets).hasSize(4 * 3 * 6);
    for (JsonNode budget : budgets) {
      long start = second(budget, "start");
      long end = second(budget, "end");
      String of = budget.get("service").asText() + "/" + budget.get("tenant").asText() + "/";
      assertThat(sum(series, of, "", start + 1, end + 1)).isEqualTo(budget.get("total").asLong());
      assertThat(sum(series, of, "5", start + 1, end + 1))
          .isEqualTo(budget.get("total").asLong() - budget.get("good").asLong());
      assertThat(sum(series, of, "", start, end))
          .isEqualTo(budget.get("total_by_sample_time").asLong());
      assertThat(sum(series, of, "5", start, end))
          .isEqualTo(
              budget.get("total_by_sample_time").asLong()
                  - budget.get("good_by_sample_time").asLong());
    }
  }

  @Test
  @DisplayName("shows fewer failures without the incidents than the incidents caused")
  void failsBecauseOfIncidents() {
    long caused = 0;
    for (String line : truthLines()) {
      caused +=
          WrittenWorld.json(line.getBytes(StandardCharsets.UTF_8)).path("bad_requests").asLong();
    }
    long failed = sum(counters(), "", "5", 0, Long.MAX_VALUE);
    assertThat(caused)
        .isPositive()
        .isLessThanOrEqualTo(failed + summary.count("requests_hidden_by_resets"));
    assertThat(caused).isGreaterThan(failed / 2);
  }

  @Test
  @DisplayName("has a step missing where the truth says nobody scraped")
  void hasGaps() {
    JsonNode gap = world.truth("gaps.json").get(0);
    long start = second(gap, "start");
    long end = second(gap, "end");
    counters()
        .forEach(
            (name, samples) -> {
              if (name.endsWith(gap.get("instance").asText())) {
                assertThat(samples.subMap(start, end)).isEmpty();
                assertThat(samples.subMap(end, end + 1_200)).isNotEmpty();
              }
            });
  }

  @Test
  @DisplayName("never holds more points per series than the API answers, and shares the border")
  void keepsThePointLimit(@TempDir Path fine) {
    Simulation.write(
        SimulationSettings.endingAt(Instant.parse("2026-11-22T23:00:00Z"))
            .withWeeks(1)
            .withServices(2)
            .withScrapeIntervalSeconds(30),
        fine.resolve("world"),
        ProgressListener.NONE);

    List<Integer> longest = new ArrayList<>();
    new WrittenWorld(fine.resolve("world"))
        .files("prometheus")
        .forEach(
            (name, bytes) -> {
              if (name.contains("checkout")) {
                int most = 0;
                for (JsonNode one : WrittenWorld.json(bytes).at("/data/result")) {
                  most = Math.max(most, one.get("values").size());
                }
                longest.add(most);
              }
            });
    // A week has 20,161 points at 30 seconds, both ends counted; one of them is in both parts.
    assertThat(longest).containsExactly(11_000, 9_162);
  }

  @Test
  @DisplayName("ends OpenMetrics text as the format demands")
  void endsText() {
    Map<String, byte[]> texts = world.files("prometheus");
    texts.keySet().removeIf(name -> !name.endsWith(".openmetrics.txt"));
    assertThat(texts).hasSize(3);
    assertThat(texts.values())
        .allSatisfy(
            bytes ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .startsWith("# TYPE http_requests counter\n")
                    .endsWith("\n# EOF\n"));
  }

  @Test
  @DisplayName("gives log lines as strings of nanoseconds and as lines of logcli")
  void writesLogs() {
    long entries = 0;
    for (Map.Entry<String, byte[]> file : world.files("loki").entrySet()) {
      if (file.getKey().endsWith(".jsonl")) {
        entries += new String(file.getValue(), StandardCharsets.UTF_8).lines().count();
        continue;
      }
      for (JsonNode stream : WrittenWorld.json(file.getValue()).at("/data/result")) {
        entries += stream.get("values").size();
        assertThat(stream.at("/values/0/0").asText()).matches("\\d{19}");
        assertThat(stream.at("/values/0")).hasSize(2);
      }
    }
    assertThat(entries).isPositive().isEqualTo(summary.count("loki_entries"));
  }

  private static List<String> truthLines() {
    return WrittenWorld.tree(folder.resolve("world/truth")).get("incidents.jsonl").lines().toList();
  }

  /** Samples by {@code service/tenant/code/instance}, read from both formats. */
  private static Map<String, NavigableMap<Long, Long>> counters() {
    Map<String, NavigableMap<Long, Long>> series = new TreeMap<>();
    world
        .files("prometheus")
        .forEach(
            (name, bytes) -> {
              if (name.endsWith(".txt")) {
                readText(series, new String(bytes, StandardCharsets.UTF_8));
                return;
              }
              for (JsonNode one : WrittenWorld.json(bytes).at("/data/result")) {
                JsonNode labels = one.get("metric");
                if ("http_requests_total".equals(labels.get("__name__").asText())) {
                  NavigableMap<Long, Long> samples =
                      series.computeIfAbsent(name(labels), n -> new TreeMap<>());
                  one.get("values")
                      .forEach(
                          s -> samples.put(s.get(0).asLong(), Long.valueOf(s.get(1).textValue())));
                }
              }
            });
    return series;
  }

  private static void readText(Map<String, NavigableMap<Long, Long>> series, String text) {
    text.lines()
        .forEach(
            line -> {
              Matcher sample = TEXT_SAMPLE.matcher(line);
              if (sample.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(sample.group(1));
                while (label.find()) {
                  labels.put(label.group(1), label.group(2));
                }
                String name =
                    String.join(
                        "/",
                        labels.get("service"),
                        labels.get("tenant"),
                        labels.get("code"),
                        labels.get("instance"));
                series
                    .computeIfAbsent(name, n -> new TreeMap<>())
                    .put(Long.valueOf(sample.group(3)), Long.valueOf(sample.group(2)));
              }
            });
  }

  private static String name(JsonNode labels) {
    return String.join(
        "/",
        labels.get("service").asText(),
        labels.get("tenant").asText(),
        labels.get("code").asText(),
        labels.get("instance").asText());
  }

  /** Increases seen at samples from one second up to another, by series that start with a name. */
  private static long sum(
      Map<String, NavigableMap<Long, Long>> series,
      String of,
      String codePrefix,
      long from,
      long to) {
    long sum = 0;
    for (Map.Entry<String, NavigableMap<Long, Long>> one : series.entrySet()) {
      boolean wanted =
          one.getKey().startsWith(of) && one.getKey().split("/", -1)[2].startsWith(codePrefix);
      Long before = null;
      for (Map.Entry<Long, Long> sample : one.getValue().entrySet()) {
        long value = sample.getValue();
        if (wanted && before != null && sample.getKey() >= from && sample.getKey() < to) {
          sum += value < before ? value : value - before;
        }
        before = value;
      }
    }
    return sum;
  }

  private static long second(JsonNode node, String field) {
    return Instant.parse(node.get(field).asText()).getEpochSecond();
  }
}
