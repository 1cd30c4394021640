package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import dev.aftermath.jobs.testing.PrometheusServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from a real Prometheus that holds thirty days of samples we know one by one. */
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusPullServiceTest {
  private static final long START = 1_700_000_040_000L;
  private static final int MINUTES = 30 * 24 * 60;
  private static final int SERIES = 4;
  private static final Instant FROM = Instant.ofEpochMilli(START);
  private static final Instant TO = FROM.plus(Duration.ofDays(30));

  @TempDir static Path folder;
  private final Map<String, SortedMap<Long, Double>> truth = new HashMap<>();
  private PrometheusServer server;

  @BeforeAll
  void startServer() throws Exception {
    PrometheusServer.assumeInstalled();
    Path export = folder.resolve("samples.txt");
    writeOpenMetrics(export);
    PrometheusServer.backFill(export, folder);
    server = PrometheusServer.start(folder, "--query.max-samples=200000");
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @DisplayName("Raw samples over many windows are those written, each once, value by value")
  void rawSamples() throws Exception {
    Path pulled = Files.createDirectory(folder.resolve("raw"));
    List<String> names = pull(pulled).pullRaw(List.of("req_total"), FROM, TO, Duration.ofHours(3));

    assertThat(names).hasSize(240);
    Collected collected = readAll(pulled, names);
    assertThat(collected.count).isEqualTo(count(truth));
    assertThat(collected.series).isEqualTo(truth);
  }

  @Test
  @DisplayName(
      "Window borders that fall on samples, and a millisecond beside, lose and double none")
  void borders() throws Exception {
    Path pulled = Files.createDirectory(folder.resolve("borders"));
    for (long shift : new long[] {-1, 0, 1}) {
      Instant from = FROM.plusMillis(shift);
      Instant to = from.plus(Duration.ofHours(2));

      List<String> names =
          pull(pulled)
              .pullRaw(List.of("req_total{instance=\"0\"}"), from, to, Duration.ofMinutes(1));

      Collected collected = readAll(pulled, names);
      Map<String, SortedMap<Long, Double>> expected = new HashMap<>();
      expected.put(
          "0", new TreeMap<>(truth.get("0").subMap(from.toEpochMilli(), to.toEpochMilli())));
      assertThat(names).hasSize(120);
      assertThat(collected.count).as("shift %s", shift).isEqualTo(count(expected));
      assertThat(collected.series).isEqualTo(expected);
    }
    assertThat(truth.get("0")).containsKeys(START, START + 60_000, START + 120_000);
  }

  @Test
  @DisplayName("A window with too many samples for the server is halved until it fits")
  void tooManySamples() throws Exception {
    Path pulled = Files.createDirectory(folder.resolve("large"));
    List<String> names = pull(pulled).pullRaw(List.of("req_total"), FROM, TO, Duration.ofDays(30));
    assertThat(names).hasSize(1);
    assertThat(readAll(pulled, names).series).isEqualTo(truth);

    Path small = Files.createDirectory(folder.resolve("small"));
    try (PrometheusServer strict = restarted(small)) {
      List<String> halves =
          new PrometheusPull(PullSettings.of(strict.address()), ExportStore.folder(small))
              .pullRaw(List.of("req_total"), FROM, TO, Duration.ofDays(30));
      assertThat(halves.size()).isGreaterThan(4);
      Collected collected = readAll(small, halves);
      assertThat(collected.count).isEqualTo(count(truth));
      assertThat(collected.series).isEqualTo(truth);
    }
  }

  @Test
  @DisplayName("Values at steps equal the server's own answers, point by point")
  void steps() throws Exception {
    Path pulled = Files.createDirectory(folder.resolve("steps"));
    Instant from = FROM.plusSeconds(600);
    Instant to = from.plus(Duration.ofMinutes(25_000));

    List<String> names =
        pull(pulled).pullSteps(List.of("req_total"), from, to, Duration.ofMinutes(1));

    assertThat(names).hasSize(3);
    Collected collected = readAll(pulled, names);
    Map<String, SortedMap<Long, Double>> own = ownSteps(from, 25_000);
    assertThat(collected.count).isEqualTo(count(own));
    assertThat(collected.series).isEqualTo(own);
    assertThat(own.get("0")).hasSizeGreaterThan(24_000);
  }

  @Test
  @DisplayName("A query that the server refuses fails with address, status, reason and remedy")
  void refusedQuery() {
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(
            () ->
                pull(folder)
                    .pullSteps(List.of("sum(("), FROM, FROM.plusSeconds(60), Duration.ofSeconds(1)))
        .withMessageContaining(server.address() + "/api/v1/query_range?")
        .withMessageContaining("answered 400: ")
        .withMessageContaining("parse error")
        .withMessageContaining("Correct the query");
  }

  private PrometheusPull pull(Path into) {
    return new PrometheusPull(PullSettings.of(server.address()), ExportStore.folder(into));
  }

  private static PrometheusServer restarted(Path own) throws Exception {
    PrometheusServer.backFill(folder.resolve("samples.txt"), own);
    return PrometheusServer.start(own, "--query.max-samples=30000");
  }

  /** The server's answers to windows cut otherwise than the pull cuts them. */
  private Map<String, SortedMap<Long, Double>> ownSteps(Instant from, int points) throws Exception {
    Map<String, SortedMap<Long, Double>> own = new HashMap<>();
    HttpClient client = HttpClient.newHttpClient();
    for (int first = 0; first < points; first += 3_001) {
      int last = Math.min(first + 3_001, points) - 1;
      String query =
          "query="
              + URLEncoder.encode("req_total", StandardCharsets.UTF_8)
              + "&step=60&start="
              + from.plusSeconds(first * 60L).getEpochSecond()
              + "&end="
              + from.plusSeconds(last * 60L).getEpochSecond();
      String body =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create(server.address() + "/api/v1/query_range?" + query))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonNode series : new ObjectMapper().readTree(body).at("/data/result")) {
        SortedMap<Long, Double> ownPoints =
            own.computeIfAbsent(
                series.at("/metric/instance").asText(), instance -> new TreeMap<>());
        for (JsonNode point : series.get("values")) {
          ownPoints.put(
              Math.round(point.get(0).asDouble() * 1000), Double.valueOf(point.get(1).asText()));
        }
      }
    }
    return own;
  }

  /** Counters that reset, gaps, scrapes that come late by up to a second. */
  private void writeOpenMetrics(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("# TYPE req counter\n");
      for (int series = 0; series < SERIES; series++) {
        TreeMap<Long, Double> samples = new TreeMap<>();
        double counter = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
          counter = random.nextInt(5_000) == 0 ? 0 : counter + random.nextInt(1_000) / 8.0;
          boolean gap = minute > 5 && (minute / 37 + series) % 29 == 0;
          if (!gap) {
            long late = minute < 5 || minute % 2 == 0 ? 0 : random.nextInt(1_000);
            samples.put(START + minute * 60_000L + late, counter);
          }
        }
        for (Map.Entry<Long, Double> sample : samples.entrySet()) {
          out.write(
              String.format(
                  "req_total{instance=\"%d\"} %s %d.%03d\n",
                  series, sample.getValue(), sample.getKey() / 1000, sample.getKey() % 1000));
        }
        truth.put(Integer.toString(series), samples);
      }
      out.write("# EOF\n");
    }
  }

  private static long count(Map<String, SortedMap<Long, Double>> series) {
    return series.values().stream().mapToLong(Map::size).sum();
  }

  private static Collected readAll(Path folder, List<String> names) throws Exception {
    Collected collected = new Collected();
    for (String name : names) {
      try (InputStream bytes = Files.newInputStream(folder.resolve(name))) {
        new PrometheusApiReader().read(bytes, SourceSettings.named("pulled"), collected);
      }
    }
    return collected;
  }

  private static final class Collected implements ExportSink {
    private final Map<String, SortedMap<Long, Double>> series = new HashMap<>();
    private long count;

    @Override
    public void sample(Map<String, String> labels, long epochMillis, double value) {
      count++;
      series
          .computeIfAbsent(String.valueOf(labels.get("instance")), instance -> new TreeMap<>())
          .put(epochMillis, value);
    }

    @Override
    public void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram) {
      throw new AssertionError(histogram);
    }

    @Override
    public void record(RawRecord record) {
      throw new AssertionError(record);
    }

    @Override
    public void logLine(RawLogLine line) {
      throw new AssertionError(line);
    }

    @Override
    public void quarantine(Defect defect) {
      throw new AssertionError(defect);
    }

    @Override
    public void warn(String warning) {
      throw new AssertionError(warning);
    }
  }
}
