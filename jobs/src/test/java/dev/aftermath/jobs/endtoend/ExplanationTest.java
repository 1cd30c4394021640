package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Explanation;
import dev.aftermath.jobs.pipeline.NotPublishedException;
import dev.aftermath.jobs.testing.PrintedEquations;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The explanation of a figure")
class ExplanationTest {
  private TestPlatform platform;
  private Instant published = Instant.EPOCH;

  @BeforeAll
  void fill(SparkSession spark, @TempDir Path folder) throws IOException {
    ExplainedWorld.writeSettings(folder.resolve("conf"));
    ExplainedWorld.writeExports(folder.resolve("exports"));
    ExplainedWorld.writeLaterExports(folder.resolve("later"));
    platform = TestPlatform.in(folder, folder.resolve("conf"), spark);
    platform.ingest(folder.resolve("exports"));
    platform.compute(Instant.parse("2026-03-03T01:00:00Z"));
    published = platform.lake().commits(SloWindows.TABLE).get(0).writtenAt();
    // What comes after a figure was made is not among its sources.
    platform.ingest(folder.resolve("later"));
    platform.compute(Instant.parse("2026-03-03T01:00:00Z"));
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
            "slices: 2 good + 0 bad + 0 idle = 2 measured",
            "coverage: 2 / (2 + 286 unknown) = 0.00694444444444444",
            "restated later: late_data, by run-4 in version 1",
            "good from 199 to 206",
            "worst slice: 2026-03-02T12:00:00Z: 99 good of 100",
            // Not the one after the window, though it is in the same chunk.
            "sources: samples of the series, 2026-03-01T23:00:00Z to 2026-03-02T23:00:00Z: 3, in"
                + " exports: 1")
        .anyMatch(line -> line.contains("acme.prom"))
        .noneMatch(line -> line.contains("globex.prom") || line.contains("later.prom"))
        .noneMatch(line -> line.contains("as they are now"));
  }

  @Test
  @DisplayName("fills unknown slices with good events where the rule says so")
  void good() {
    assertThat(explained("good", ""))
        .containsSubsequence(
            "missing: good: each of the 286 unknown slices counts as good, with the events of a"
                + " mean measured slice",
            "(so that nothing is divided, all sums are multiplied by 2)",
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
            "piece: 2026-03-01T23:00:00Z to 2026-03-02T12:05:00Z, version",
            "99 good of 100; budget (1 - 0.99) x 100 = 1",
            "piece: 2026-03-02T12:05:00Z to 2026-03-02T23:00:00Z, version",
            "100 good of 100; budget (1 - 0.9) x 100 = 10",
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
            "sources: log lines of the streams, 2026-03-01T23:00:00Z to 2026-03-02T23:00:00Z: 4, in"
                + " exports: 1")
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
            "sources: samples of the series, 2026-03-01T23:00:00Z to 2026-03-02T23:00:00Z: 1, in"
                + " exports: 1")
        .anyMatch(line -> line.contains("globex.prom"))
        .noneMatch(line -> line.contains("acme.prom"));
  }

  @Test
  @DisplayName("names the records of the incidents that made time bad")
  void incidents() {
    // Known from the first opening at noon until 23:00: 39,600 seconds, of which 600 are bad.
    assertThat(explained("calm", ""))
        .containsSubsequence(
            "budget: (1 - 0.99) x 39600 = 396",
            "SLI: 39000 / 39600 = 0.984848484848485",
            "consumed: 600 / 396 = 1.51515151515152",
            "worst slice: 2026-03-02T12:00:00Z: 0 good of 300",
            "worst slice: 2026-03-02T12:05:00Z: 0 good of 300",
            "sources: records of the incidents that made time bad, 2026-03-01T23:00:00Z to"
                + " 2026-03-02T23:00:00Z: 1, in exports: 1")
        .anyMatch(line -> line.contains("incident-shop.json"))
        .noneMatch(line -> line.contains("incident-mail.json"));
  }

  @Test
  @DisplayName("tells of bounded latency what is undecided")
  void boundedLatency() {
    assertThat(explained("fast", ""))
        .containsSubsequence(
            "SLI: 4 / 9 = 0.444444444444444",
            "undecided: 3 events: bad in the figure, good at best (a bucket reaches across the"
                + " threshold)",
            "worst slice: 2026-03-02T12:00:00Z: 4 good of 9, 3 undecided")
        .anyMatch(line -> line.contains("seconds.prom"));
  }

  @Test
  @DisplayName("is that of the whole of a composite where none of its objectives is named")
  void composite() {
    assertThat(explained("both", ""))
        .containsSubsequence(
            "objective: composite, target 0.99",
            "part: Acme, weight 1",
            "consumed: 1 / 2 = 0.5",
            "part: Globex, weight 2",
            "consumed: 0 / 0.5 = 0",
            "composite: consumed 1 x 0.5 + 2 x 0 = 0.5",
            "composite: SLI 1 - 0.01 x 0.5 = 0.995",
            "composite: total 200 + 50 = 250",
            "(nothing happened: the part adds nothing)",
            "net composite: consumed 1 x 0 = 0",
            "worst slice: 2026-03-02T12:00:00Z: Acme, 99 good of 100")
        .anyMatch(line -> line.contains("acme.prom"))
        .anyMatch(line -> line.contains("globex.prom"));
  }

  @Test
  @DisplayName("goes from gross to net by approved maintenance, which it names")
  void net() {
    assertThat(explained("unknown", ""))
        .containsSubsequence(
            "net: by remove_time (the slice leaves the window); slices in approved maintenance: 1",
            "net good: 199 - 99 = 100",
            "net total: 200 - 100 = 100",
            "net budget: 2 - 1 = 1",
            "net consumed: 0 / 1 = 0",
            "net verdict: met")
        .anyMatch(
            line ->
                line.startsWith("maintenance: servicenow:")
                    && line.contains("2026-03-02T12:00:00Z to 2026-03-02T12:05:00Z"));
  }

  @Test
  @DisplayName("as it stands has what came later, and tells what was restated")
  void asItStands() {
    assertThat(explained("unknown", "", null))
        .containsSubsequence(
            "SLI: 206 / 207 = 0.995169082125604",
            "restated: late_data, by run-4 in version 1",
            "good from 199 to 206")
        .anyMatch(line -> line.contains("later.prom"))
        .noneMatch(line -> line.startsWith("published:"));
  }

  @Test
  @DisplayName("under an older version is as though that had always been in force")
  void under() {
    SloDefinition first =
        new SloHistory(
                Computation.slos(platform.settings()).stream()
                    .filter(version -> version.name().equals("dated"))
                    .toList())
            .at(Instant.EPOCH);

    assertThat(explained(new Explanation.Subject("dated", "", null, "declared", null, null, first)))
        .containsSubsequence(
            "under: version as though it had always been in force; what was published is SLI"
                + " 0.9951690821256038, consumed 0.08547008547008547 (met)",
            "objective: Good, target 0.99",
            "budget: (1 - 0.99) x 207 = 2.07",
            "consumed: 1 / 2.07 = 0.483091787439614")
        .noneMatch(line -> line.startsWith("piece") || line.startsWith("restated"));
  }

  @Test
  @DisplayName("is refused from before the first figure was published")
  void beforeTheFirst() {
    assertThatExceptionOfType(NotPublishedException.class)
        .isThrownBy(() -> explained("unknown", "", published.minusSeconds(1)))
        .withMessageContaining("it was first written at " + published);
  }

  /** As published by the first run. */
  private List<String> explained(String slo, String group) {
    return explained(slo, group, published);
  }

  private List<String> explained(String slo, String group, @Nullable Instant publishedBy) {
    return explained(
        new Explanation.Subject(slo, group, null, "declared", null, publishedBy, null));
  }

  private List<String> explained(Explanation.Subject subject) {
    List<String> lines = Explanation.of(platform.lake(), platform.settings(), subject);
    assertThat(PrintedEquations.in(lines)).hasSizeBetween(lines.isEmpty() ? 0 : 8, lines.size());
    return lines.stream()
        .map(line -> line.startsWith(" ") ? line.strip() : line.replaceFirst(" {2,}", ": "))
        .map(line -> line.replaceFirst("version [0-9a-f]{12}", "version"))
        .toList();
  }
}
