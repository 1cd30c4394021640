package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A real Alertmanager's")
class AlertmanagerServiceTest {
  private static final String CONFIGURATION =
      """
      route: {receiver: both, group_by: [alertname, service], group_wait: 50ms, group_interval: 100ms}
      receivers:
        - name: both
          webhook_configs: [{url: "http://127.0.0.1:%1$d/hook"}]
          pagerduty_configs:
            - {routing_key: 00000000000000000000000000000000, url: "http://127.0.0.1:%1$d/page"}
      """;
  private static final String ALERT =
      """
      [{"labels":{"alertname":"DiskFull","service":"checkout"},"annotations":{"summary":"full"},
        "startsAt":"2026-11-02T10:00:00.123956789+01:00"%s}]
      """;

  /** What was posted, by path. */
  private final Map<String, LinkedBlockingQueue<String>> posted = new ConcurrentHashMap<>();

  @BeforeEach
  void installed() {
    AlertmanagerServer.assumeInstalled();
  }

  @Test
  @DisplayName("snapshot and notifications tell of one alert, by the key that it pages with")
  void tellsOfOne(@TempDir Path folder) throws IOException, InterruptedException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posts(exchange.getRequestURI().getPath()).add(body);
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    receiver.start();
    String configuration = CONFIGURATION.formatted(receiver.getAddress().getPort());
    try (AlertmanagerServer server = AlertmanagerServer.start(folder, configuration)) {
      server.post(ALERT.formatted(""));
      String snapshot = server.snapshot();
      RawRecord fires = notified();
      String page = posts("/page").poll(20, TimeUnit.SECONDS);
      server.post(ALERT.formatted(",\"endsAt\":\"2026-11-02T10:07:00.5+01:00\""));
      RawRecord over = notified();

      GatheredExport read = GatheredExport.of(new AlertmanagerAlertsReader(), snapshot);
      assertThat(read.defects).isEmpty();
      RawRecord seen = read.records.get(0);
      assertThat(seen.key()).isEqualTo("0cc9a9718ed7db0d|2026-11-02T09:00:00.123Z");
      assertThat(fires.key()).isEqualTo(seen.key()).isEqualTo(over.key());
      assertThat(seen.fields())
          .containsEntry(IncidentField.STATE, "OPEN")
          .containsEntry(IncidentField.SERVICE, "checkout")
          .doesNotContainKey(IncidentField.RESOLVED_AT);
      assertThat(fires.fields()).containsEntry(IncidentField.STATE, "OPEN");
      assertThat(over.versionAt()).isEqualTo(Instant.parse("2026-11-02T09:07:00.5Z"));
      assertThat(over.fields())
          .containsEntry(IncidentField.RESOLVED_AT, "2026-11-02T09:07:00.500Z");
      assertThat(new JsonMapper().readTree(page).path("dedup_key").asText())
          .isEqualTo(Sha256.hex(fires.fields().get(IncidentField.DEDUPLICATION_KEY)));
    } finally {
      receiver.stop(0);
    }
  }

  private RawRecord notified() throws InterruptedException {
    String body = posts("/hook").poll(20, TimeUnit.SECONDS);
    assertThat(body).as("a notification").isNotNull();
    GatheredExport read = GatheredExport.of(new AlertmanagerWebhookReader(), body);
    assertThat(read.defects).isEmpty();
    return read.records.get(0);
  }

  private LinkedBlockingQueue<String> posts(String path) {
    return posted.computeIfAbsent(path, key -> new LinkedBlockingQueue<>());
  }
}
