package dev.aftermath.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The memory of a simulation")
class SimulationMemoryTest {

  @TempDir private Path folder;

  @Test
  @DisplayName("does not grow with the number of incidents: 40,000 fit into a heap of 40 MB")
  void isBounded() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SimulationMemoryTest.class.getName(),
                folder.resolve("world").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(Long.parseLong(output.strip())).isGreaterThan(38_000);
  }

  /** Runs in a process of its own, because the heap of this one is large. */
  public static void main(String[] arguments) {
    SimulationSummary summary =
        Simulation.write(
            SimulationSettings.endingAt(Instant.parse("2026-11-22T23:00:00Z"))
                .withWeeks(4)
                .withIncidentsPerWeek(10_000)
                .withTelemetry(Telemetry.NONE),
            Path.of(arguments[0]),
            ProgressListener.NONE);
    System.out.println(summary.count("incidents"));
  }
}
