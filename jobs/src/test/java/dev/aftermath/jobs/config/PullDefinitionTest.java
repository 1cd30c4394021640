package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pull section of a source")
class PullDefinitionTest {
  private static final String METRICS =
      """
      source: metrics
      system: prometheus
      files:
        - match: "telemetry/metrics/**/*.json"
          format: prometheus-api
      """;

  private static List<SourceDefinition> read(String text) throws IOException {
    return SourceFiles.read("x.yaml", new StringReader(text));
  }

  @Test
  @DisplayName("names the server, what is pulled, and the folder that the source's globs claim")
  void readsAll() throws IOException {
    PullDefinition.Prometheus pull =
        (PullDefinition.Prometheus)
            read(METRICS
                    + """
                    pull:
                      url: https://prometheus.example:9090/base
                      token: env:PROMETHEUS_TOKEN
                      tenant: operations
                      attempts: 2
                      selectors: [up, 'http_requests_total{job="api"}']
                      window: 6h
                      queries: [sum(up)]
                      step: 30s
                    """)
                .get(0)
                .pull()
                .orElseThrow();

    assertThat(pull.server().baseUrl()).hasToString("https://prometheus.example:9090/base");
    assertThat(pull.server().token()).isEqualTo("env:PROMETHEUS_TOKEN");
    assertThat(pull.server().tenant()).isEqualTo("operations");
    assertThat(pull.server().attempts()).isEqualTo(2);
    assertThat(pull.folder()).isEqualTo("telemetry/metrics");
    assertThat(pull.selectors()).containsExactly("up", "http_requests_total{job=\"api\"}");
    assertThat(pull.window()).isEqualTo(Duration.ofHours(6));
    assertThat(pull.queries()).containsExactly("sum(up)");
    assertThat(pull.step()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  @DisplayName("may be absent, and has usual values for what it does not say")
  void usualValues() throws IOException {
    assertThat(read(METRICS).get(0).pull()).isEmpty();

    PullDefinition.Loki logs =
        (PullDefinition.Loki)
            read("""
                source: logs
                system: loki
                files: [{match: "*/*/*.json", format: loki-api}]
                pull: {url: "http://loki:3100", queries: '{app="api"}'}
                """)
                .get(0)
                .pull()
                .orElseThrow();
    assertThat(logs.folder()).isEqualTo("logs");
    assertThat(logs.limit()).isEqualTo(5000);
    assertThat(logs.server().token()).isNull();
    assertThat(logs.server().attempts()).isEqualTo(5);
  }

  @Test
  @DisplayName("never holds a secret; the message does not repeat it")
  void refusesSecrets() {
    assertThatThrownBy(
            () ->
                read(
                    METRICS
                        + """
                        pull:
                          url: http://me:hunter2@prometheus:9090
                          token: glsa_hunter2
                          selectors: up
                        """))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "x.yaml:7:8: Invalid url: write http://host:port",
            "x.yaml:8:10: Invalid token: a secret is never written into settings; put it into an"
                + " environment variable or a file and write env:NAME or file:PATH")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  @DisplayName("is told every problem at once, with its place")
  void reportsAllProblems() {
    assertThatThrownBy(
            () ->
                read(
                    METRICS
                        + """
                        pull:
                          url: prometheus:9090
                          selectors: ["rate(up[5m])"]
                          windo: 1d
                          window: 10ms
                          queries: [sum(up)]
                          attempts: 0
                        ---
                        source: logs
                        system: loki
                        files: [{match: "loki/*.json", format: loki-api}]
                        pull: {url: "http://loki", limit: 1, step: 5m}
                        ---
                        source: pages
                        system: pagerduty
                        files: [{match: "p/*.json", format: pagerduty-incidents}]
                        pull: {url: "https://api.example"}
                        """))
        .hasMessageContainingAll(
            "x.yaml:7:8: Invalid url",
            "x.yaml:8:14: Invalid selectors: \"rate(up[5m])\" selects no series",
            "x.yaml:9:3: Unknown key \"windo\"; did you mean \"window\"?",
            "x.yaml:10:11: Invalid window: \"10ms\" (must be a length of time",
            "x.yaml:11:12: Missing step",
            "x.yaml:12:13: Invalid attempts: \"0\"",
            "x.yaml:17:7: Missing queries",
            "x.yaml:17:35: Invalid limit: \"1\"",
            "x.yaml:17:38: Unknown key \"step\"",
            "x.yaml:17:7: Invalid pull: no match of this source with the format loki-api claims"
                + " pulled files (found: loki/*.json); add match: \"logs/**/*.json\"",
            "x.yaml:22:7: Invalid pull: only sources of prometheus and loki are pulled");
  }

  @Test
  @DisplayName("must not write files that another source claims")
  void anotherClaims(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        METRICS.replace("source: metrics", "source: first").replace("/metrics", ""));
    Files.writeString(
        folder.resolve("b.yaml"), METRICS + "pull: {url: \"http://prometheus\", selectors: up}\n");

    assertThatThrownBy(() -> SourceFiles.load(folder))
        .hasMessageContaining("b.yaml:6:7: Invalid pull: a pulled file such as telemetry/metrics/")
        .hasMessageContaining("is claimed by source \"first\"; narrow its match");
  }
}
