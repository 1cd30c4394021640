package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("aftermath pull")
class PullCommandTest {
  private static final String LOKI_ANSWER =
      """
      {"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"api"},\
      "values":[["1762732800000000001","started"],["1762732800000000002","ready"]]}]}}
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeSettings() throws IOException {
    Files.createDirectories(folder.resolve("conf/sources"));
    Files.writeString(
        folder.resolve("conf/aftermath.yaml"), "organisation: Test\nreport_zone: Europe/Berlin\n");
  }

  private int pull(String... options) {
    List<String> words = new ArrayList<>(List.of("pull", "--conf", folder.resolve("conf") + ""));
    words.addAll(List.of("--exports", folder.resolve("exports").toString()));
    words.addAll(List.of(options));
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        words.toArray(String[]::new));
  }

  private void source(String name, String system, String pull) throws IOException {
    Files.writeString(
        folder.resolve("conf/sources/" + name + ".yaml"),
        "source: %s\nsystem: %s\nfiles: [{match: \"%s/**/*.json\", format: %s-api}]\n%s\n"
            .formatted(name, system, name, system, pull));
  }

  @Test
  @DisplayName("pulls every source, and ends with 6 when one of them cannot be reached")
  void neighboursArePulled() throws IOException {
    HttpServer loki =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = new ArrayList<>();
    loki.createContext(
        "/loki/api/v1/query_range",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          byte[] answer = LOKI_ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    loki.start();
    try {
      int port = loki.getAddress().getPort();
      // Nothing listens on port 1.
      source("a", "prometheus", "pull: {url: \"http://127.0.0.1:1\", attempts: 1, selectors: up}");
      source(
          "b", "loki", "pull: {url: \"http://127.0.0.1:" + port + "\", queries: '{app=\"api\"}'}");

      assertThat(pull("--week", "2025-W46")).isEqualTo(6);
    } finally {
      loki.stop(0);
    }

    // The week of Berlin's clock: Monday 00:00 in winter is 23:00 UTC.
    String file = "b/20251109T230000Z-20251116T230000Z/loki-001-1762729200000000000.json";
    assertThat(folder.resolve("exports").resolve(file)).isRegularFile();
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("start=1762729200000000000", "end=1763334000000000000", "limit=5000");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("b  ", file + "  2 items", "1 files with 2 samples and lines");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Cannot pull source a: GET http://127.0.0.1:1/api/v1/query")
        .doesNotContain("\tat ");
    try (Stream<Path> left = Files.walk(folder.resolve("exports"))) {
      assertThat(left.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  @DisplayName("says what is missing when no source is pulled, and the nearest name of one")
  void nothingToPull() throws IOException {
    source("a", "loki", "");
    assertThat(pull()).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Nothing to pull", "pull section");

    source("metrics", "prometheus", "pull: {url: \"http://localhost\", selectors: up}");
    assertThat(pull("--source", "metric")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean \"metrics\"?");
  }

  @Test
  @DisplayName("refuses a period that is half, empty or said twice")
  void badPeriods() throws IOException {
    source("a", "prometheus", "pull: {url: \"http://localhost\", selectors: up}");
    String instant = "2026-11-09T00:00:00Z";

    assertThat(pull("--from", instant)).isEqualTo(2);
    assertThat(pull("--from", instant, "--to", instant)).isEqualTo(2);
    assertThat(pull("--from", instant, "--to", "2026-11-10T00:00:00Z", "--week", "2026-W46"))
        .isEqualTo(2);
    assertThat(pull("--week", "46")).isEqualTo(3);
  }
}
