package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("aftermath status")
class StatusCommandTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: api-availability}
      spec:
        service: api
        indicator:
          metadata: {name: api-ratio}
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource: {type: Datadog, spec: {query: good}}
              total:
                metricSource: {type: Datadog, spec: {query: total}}
        timeWindow: [{duration: 28d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{displayName: Answered, target: 0.99}]
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName("tells the newest week, an interrupted run and the SLOs that are not computed")
  void tells() throws IOException {
    write("conf/aftermath.yaml", "organisation: Test\nreport_zone: UTC\n");
    write("conf/slos/api.yaml", SLO);
    write("lake/_journal/ingest.jsonl", "{}\n{}\n");
    write("out/reports/2026-W45/.published", "x\n");
    write("out/reports/2026-W46/.published", "x\n");
    write("out/reports/2026-W47/report.pdf", "half-made");

    String status = status();

    assertThat(status)
        .contains(
            "Newest published week: 2026-W46",
            "Interrupted: a run began to read 2 exports and did not end",
            "api-availability, objective Answered: not computed from exports, because good: metric"
                + " sources of type Datadog are not computed");
  }

  @Test
  @DisplayName("does not fail on SLO files with problems, but says so")
  void problems() throws IOException {
    write("conf/aftermath.yaml", "organisation: Test\nreport_zone: UTC\n");
    write("conf/slos/api.yaml", SLO.replace("target: 0.99", "target: 99"));

    assertThat(status())
        .contains("1 problems in the SLO files; 'aftermath slo validate")
        .doesNotContain("Newest published week", "Interrupted");
  }

  private String status() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            "status",
            "--conf",
            folder.resolve("conf").toString(),
            "--lake",
            folder.resolve("lake").toString(),
            "--output",
            folder.resolve("out").toString());
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
