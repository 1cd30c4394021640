package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pulls from servers of this test. Loki itself is not packaged for Debian: its documented paging
 * (forward, start included, end left out, limit over all streams) is played here instead.
 */
class PullTest {
  private static final String EMPTY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
  private static final Instant FROM = Instant.ofEpochSecond(1_700_000_000);
  private static final long FROM_NANOS = 1_700_000_000_000_000_000L;

  @TempDir Path folder;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private HttpServer server;

  private record Answer(int status, Map<String, String> headers, String body, int declared) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body, 0);
    }
  }

  private record Line(long nanos, String stream, String text) {}

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::scripted);
    server.createContext("/loki/api/v1/query_range", this::loki);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  @DisplayName("429 and 5xx are tried again, after Retry-After where it is given")
  void triesAgain() throws Exception {
    answers.add(new Answer(429, Map.of("Retry-After", "7"), "slow down", 0));
    answers.add(Answer.of(503, "busy"));
    answers.add(
        new Answer(
            503,
            Map.of(
                "Retry-After",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30))),
            "",
            0));
    answers.add(Answer.of(200, EMPTY));

    List<String> names = steps(settings(null));

    assertThat(pauses).hasSize(3).startsWith(Duration.ofSeconds(7), Duration.ofSeconds(2));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    assertThat(Files.readString(folder.resolve(names.get(0)))).isEqualTo(EMPTY);
  }

  @Test
  @DisplayName("A body that breaks off is asked for again, and no part of it is kept")
  void brokenBody() throws Exception {
    answers.add(new Answer(200, Map.of(), EMPTY.substring(0, 20), EMPTY.length()));
    answers.add(Answer.of(200, EMPTY));

    List<String> names = steps(settings(null));

    assertThat(asked).hasSize(2);
    assertThat(Files.readString(folder.resolve(names.get(0)))).isEqualTo(EMPTY);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  @DisplayName("The last attempt's failure names address, status, body and remedy, and no secret")
  void givesUp() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    for (int i = 0; i < 5; i++) {
      answers.add(Answer.of(502, "bad\u0000 gateway"));
    }

    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings("file:" + token)))
        .withMessageStartingWith("GET http://127.0.0.1:")
        .withMessageContaining("answered 502: bad gateway (attempt 5).")
        .withMessageContaining("Check the server's log")
        .withMessageNotContaining("s3cret");
    assertThat(asked).hasSize(5);
    assertThat(tokens).containsOnly("Bearer s3cret");
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L);
  }

  @Test
  @DisplayName("401, a login page and a wait of an hour fail at once")
  void failsAtOnce() {
    answers.add(Answer.of(401, "who are you"));
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings(null)))
        .withMessageContaining("answered 401: who are you")
        .withMessageContaining("Check the token");

    answers.add(new Answer(200, Map.of("Content-Type", "text/html; charset=utf-8"), "<html>", 0));
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings(null)))
        .withMessageContaining("web page");

    answers.add(new Answer(429, Map.of("Retry-After", "3600"), "", 0));
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings(null)))
        .withMessageContaining("asks to wait 3600 s");
    assertThat(pauses).isEmpty();
  }

  @Test
  @DisplayName("A redirect is followed on the same server only")
  void redirects() throws Exception {
    answers.add(new Answer(302, Map.of("Location", "/elsewhere"), "", 0));
    answers.add(Answer.of(200, EMPTY));
    assertThat(steps(settings(null))).hasSize(1);
    assertThat(asked.get(1)).startsWith("/elsewhere");

    answers.add(new Answer(302, Map.of("Location", "http://other.example/login?t=1"), "", 0));
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings(null)))
        .withMessageContaining("points to http://other.example, which is not followed");
  }

  @Test
  @DisplayName("A server that nobody runs is named with what to check")
  void nobodyThere() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.stop(0);
    PullSettings settings =
        new PullSettings(address, null, null, Duration.ofSeconds(5), 2, Duration.ofSeconds(1));

    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings))
        .withMessageContaining(address.toString())
        .withMessageContaining("ConnectException")
        .withMessageContaining("(attempt 2)");
  }

  @Test
  @DisplayName("Settings refuse credentials in the address and a token written out")
  void settingsRefuseSecrets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PullSettings.of(URI.create("http://me:pw@host")))
        .withMessageContaining("it holds credentials")
        .withMessageNotContaining("pw@");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("abc123"))
        .withMessageContaining("env:NAME")
        .withMessageNotContaining("abc123");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PullSettings.of(URI.create("ftp://host")));
    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> steps(settings("env:AFTERMATH_TEST_NO_SUCH_NAME")))
        .withMessageContaining("env:AFTERMATH_TEST_NO_SUCH_NAME is not set");
  }

  @Test
  @DisplayName("A server whose ranges leave the left border out is asked for a millisecond more")
  void leftOpenRanges() throws Exception {
    for (String count : new String[] {"2", "1"}) {
      answers.add(
          Answer.of(
              200, "{\"data\":{\"result\":[{\"metric\":{},\"value\":[1,\"" + count + "\"]}]}}"));
      answers.add(Answer.of(200, EMPTY));
      new PrometheusPull(settings(null), ExportStore.folder(folder), pauses::add)
          .pullRaw(List.of("up"), FROM, FROM.plusSeconds(60), Duration.ofMinutes(5));
    }

    assertThat(asked.get(1)).contains("query=up[59999ms]&time=1700000059.999");
    assertThat(asked.get(3)).contains("query=up[60000ms]&time=1700000059.999");
    assertThat(asked.get(0)).contains("time=1700000040");
  }

  @Test
  @DisplayName("Loki's lines come once each, however the pages fall")
  void lokiPages() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2_000; i++) {
      long nanos = FROM_NANOS + random.nextInt(400) * 1_000L;
      lines.add(new Line(nanos, "s" + random.nextInt(3), "line " + random.nextInt(3)));
    }
    lines.add(new Line(FROM_NANOS - 1, "s0", "before"));
    lines.add(new Line(FROM_NANOS + 400_000L, "s0", "at the end"));
    List<Line> wanted =
        lines.stream().filter(l -> !l.text.equals("before") && !l.text.startsWith("at")).toList();
    for (int limit : new int[] {20, 37, 100, 5_000}) {
      List<String> names = lokiPull(limit);

      List<Line> pulled = new ArrayList<>();
      for (String name : names) {
        RecordingSink sink =
            RecordingSink.read(
                new LokiApiReader(),
                Files.readAllBytes(folder.resolve(name)),
                SourceSettings.named("loki"));
        assertThat(sink.defects).isEmpty();
        sink.lines.forEach(
            l -> pulled.add(new Line(l.epochNanos(), l.labels().get("stream"), l.line())));
      }
      assertThat(pulled).as("limit %s", limit).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(names.size()).isGreaterThanOrEqualTo(2_000 / limit);
    }
  }

  @Test
  @DisplayName("A nanosecond with as many lines as a page fails instead of losing lines")
  void lokiFullNanosecond() {
    for (int i = 0; i < 50; i++) {
      lines.add(new Line(FROM_NANOS + 5, "s", "x" + i));
    }

    assertThatExceptionOfType(PullException.class)
        .isThrownBy(() -> lokiPull(50))
        .withMessageContaining("at least 50 lines")
        .withMessageContaining("one nanosecond 1700000000000000005")
        .withMessageContaining("Raise the limit");
  }

  private List<String> lokiPull(int limit) throws IOException {
    return new LokiPull(settings(null), ExportStore.folder(folder), pauses::add)
        .pull(List.of("{app=\"a\"}"), FROM, FROM.plusNanos(400_000), limit);
  }

  private List<String> steps(PullSettings settings) throws IOException {
    return new PrometheusPull(settings, ExportStore.folder(folder), pauses::add)
        .pullSteps(List.of("up"), FROM, FROM.plusSeconds(60), Duration.ofSeconds(60));
  }

  private PullSettings settings(String token) {
    return new PullSettings(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        token,
        null,
        Duration.ofSeconds(20),
        5,
        Duration.ofSeconds(1));
  }

  private void scripted(HttpExchange exchange) throws IOException {
    asked.add(URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8));
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Answer answer = answers.removeFirst();
    answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        answer.status, answer.declared > 0 ? answer.declared : body.length == 0 ? -1 : body.length);
    try (InputStream content = new ByteArrayInputStream(body)) {
      content.transferTo(exchange.getResponseBody());
    }
    exchange.close();
  }

  private void loki(HttpExchange exchange) throws IOException {
    Map<String, String> asks = new HashMap<>();
    for (String part : exchange.getRequestURI().getQuery().split("&", -1)) {
      asks.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    }
    assertThat(asks).containsEntry("direction", "forward");
    long start = Long.parseLong(asks.get("start"));
    long end = Long.parseLong(asks.get("end"));
    Map<String, List<Line>> page =
        lines.stream()
            .sorted((a, b) -> Long.compare(a.nanos, b.nanos))
            .filter(l -> l.nanos >= start && l.nanos < end)
            .limit(Long.parseLong(asks.get("limit")))
            .collect(Collectors.groupingBy(Line::stream));
    byte[] body =
        page.entrySet().stream()
            .map(
                stream ->
                    "{\"stream\":{\"stream\":\""
                        + stream.getKey()
                        + "\"},\"values\":["
                        + stream.getValue().stream()
                            .map(l -> "[\"" + l.nanos + "\",\"" + l.text + "\"]")
                            .collect(Collectors.joining(","))
                        + "]}")
            .collect(
                Collectors.joining(
                    ",",
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[",
                    "]}}"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
