package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.pipeline.Publication;
import dev.aftermath.jobs.publish.RunHealth;
import dev.aftermath.jobs.testing.PushgatewayServer;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The metrics of a week")
class PushgatewayTest {
  private static final Pattern SAMPLE = Pattern.compile("(aftermath_\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final RunHealth HEALTH =
      new RunHealth(
          Instant.parse("2026-11-18T11:00:00.250Z"),
          Instant.parse("2026-11-18T11:01:00Z"),
          TinyWorld.AS_OF,
          Map.of("ingest", 12.5));

  private Path folder;
  private TestPlatform platform;
  private WeeklyReport report;

  @BeforeAll
  void compute(SparkSession spark, @TempDir Path temporary) {
    folder = temporary;
    Path exports = TinyWorld.write(folder.resolve("world"), 1, 1, 5);
    platform = TestPlatform.in(folder, spark);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);
    ReportWeek week = ReportWeek.lastClosedAt(TinyWorld.AS_OF, platform.settings().reportZone());
    report = publication(null).figures(week);
  }

  @Test
  @DisplayName("reach a real Pushgateway and are scraped from it as they stand in the file")
  void pushed() throws Exception {
    PushgatewayServer.assumeInstalled();
    try (PushgatewayServer gateway = PushgatewayServer.start()) {
      publication(gateway.address().toString()).metrics(report, HEALTH);

      String scraped = gateway.scrape();
      Map<String, Double> pushed = samples(scraped);
      assertThat(pushed).isEqualTo(samples(written()));
      assertThat(pushed)
          .containsEntry("aftermath_run_started_timestamp_seconds[]", 1_794_999_600.25)
          .containsEntry("aftermath_run_step_duration_seconds[step=ingest]", 12.5);
      assertThat(pushed.keySet())
          .anyMatch(name -> name.startsWith("aftermath_slo_sli_ratio["))
          .anyMatch(name -> name.startsWith("aftermath_kpi_value["))
          .anyMatch(name -> name.startsWith("aftermath_source_records["));
      assertThat(scraped).contains("push_failure_time_seconds{instance=\"\",job=\"aftermath\"} 0");
    }
  }

  @Test
  @DisplayName("pushed again take the place of those before, and leave none of them behind")
  void pushedAgain() throws Exception {
    PushgatewayServer.assumeInstalled();
    try (PushgatewayServer gateway = PushgatewayServer.start()) {
      String address = gateway.address().toString();
      publication(address).metrics(report, HEALTH);
      RunHealth next =
          new RunHealth(
              HEALTH.startedAt(), HEALTH.endedAt(), HEALTH.asOf(), Map.of("publish", 3.0));
      publication(address).metrics(report, next);

      assertThat(samples(gateway.scrape()))
          .containsEntry("aftermath_run_step_duration_seconds[step=publish]", 3.0)
          .doesNotContainKey("aftermath_run_step_duration_seconds[step=ingest]");
    }
  }

  @Test
  @DisplayName("are in their file although no gateway listens, and the message says what to do")
  void nobodyListens() throws IOException {
    String address = "http://127.0.0.1:" + PushgatewayServer.freePort();

    assertThatThrownBy(() -> publication(address).metrics(report, HEALTH))
        .hasMessageStartingWith("Cannot push metrics to " + address + ": ")
        .hasMessageContaining("mend 'pushgateway' and run 'aftermath publish'");
    assertThat(samples(written())).isNotEmpty();
  }

  @Test
  @DisplayName("are not pushed to an address that is none, and the message shows how one looks")
  void noAddress() {
    assertThatThrownBy(() -> publication("localhost:9091").metrics(report, HEALTH))
        .hasMessageContaining("\"localhost:9091\" is no address of a Pushgateway")
        .hasMessageContaining("http://host:9091");
  }

  @Test
  @DisplayName("refused by a gateway give its answer in the message")
  void refused() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(free, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "pushed metrics are invalid".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThatThrownBy(() -> publication(address).metrics(report, HEALTH))
          .hasMessageContaining("Cannot push metrics to " + address)
          .hasMessageContaining("400")
          .hasMessageContaining("pushed metrics are invalid");
    } finally {
      server.stop(0);
    }
  }

  private Publication publication(@org.jspecify.annotations.Nullable String gateway) {
    return new Publication(
        platform.lake(), platform.settings().withPushgateway(gateway), TinyWorld.AS_OF);
  }

  private String written() throws IOException {
    return Files.readString(folder.resolve("out/metrics/aftermath.prom"));
  }

  /** Our samples by name and labels, without those that a gateway adds. */
  private static Map<String, Double> samples(String exposition) {
    Map<String, Double> samples = new TreeMap<>();
    for (String line : exposition.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        TreeSet<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
          if (!label.group(1).equals("job") && !label.group(1).equals("instance")) {
            labels.add(label.group(1) + "=" + label.group(2));
          }
        }
        samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
      }
    }
    return samples;
  }
}
