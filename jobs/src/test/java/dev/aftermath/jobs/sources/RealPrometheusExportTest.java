package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class RealPrometheusExportTest {
  private static final Path SHARED =
      Path.of(System.getProperty("aftermath.shared", "../../shared")).resolve("data");

  @Test
  @DisplayName("Eight files of a real Prometheus give the points and ones of every target")
  void upOfNineTargets() throws Exception {
    Path folder = SHARED.resolve("prometheus/up-redhat-48h");
    assumeTrue(Files.isDirectory(folder), "Skipped: no real exports at " + folder);
    Counting counting = new Counting();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        try (InputStream bytes = Files.newInputStream(file)) {
          new PrometheusApiReader().read(bytes, SourceSettings.named("redhat"), counting);
        }
      }
    }

    JsonNode oracle =
        new ObjectMapper()
            .readTree(SHARED.resolve("oracles.json").toFile())
            .get("prometheus_up_redhat_48h");
    Map<String, List<Long>> expected = new TreeMap<>();
    for (Map.Entry<String, JsonNode> series : oracle.get("series").properties()) {
      expected.put(
          series.getKey(),
          List.of(series.getValue().get(0).asLong(), series.getValue().get(1).asLong()));
    }
    assertThat(expected).hasSize(9);
    // The reference names some targets more shortly than their labels do: compared without names.
    assertThat(counting.pointsAndOnes.values())
        .containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(counting.points).isEqualTo(54_712).isEqualTo(oracle.get("points").asLong());
    // The reference states 5,551 zeros in all, which contradicts its own figures per target (points
    // less ones give 5,549) and the files, which hold the text "0" 5,549 times.
    long zerosOfTargets = expected.values().stream().mapToLong(t -> t.get(0) - t.get(1)).sum();
    assertThat(counting.zeros).isEqualTo(5_549).isEqualTo(zerosOfTargets);
  }

  private static final class Counting implements ExportSink {
    private final Map<String, List<Long>> pointsAndOnes = new TreeMap<>();
    private long points;
    private long zeros;

    @Override
    public void sample(Map<String, String> labels, long epochMillis, double value) {
      points++;
      zeros += value == 0 ? 1 : 0;
      pointsAndOnes.merge(
          labels.get("job") + " " + labels.get("instance"),
          List.of(1L, value == 1 ? 1L : 0L),
          (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
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
