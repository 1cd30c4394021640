package dev.aftermath.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A simulation")
class SimulationTest {

  private static final Instant END = Instant.parse("2026-11-22T23:00:00Z");
  private static final SimulationSettings SMALL =
      SimulationSettings.endingAt(END)
          .withWeeks(3)
          .withServices(3)
          .withIncidentsPerWeek(15)
          .withScrapeIntervalSeconds(1_800);

  @TempDir private Path folder;

  @Test
  @DisplayName("writes the same bytes for the same settings")
  void isDeterministic() {
    Simulation.write(SMALL, folder.resolve("one"), ProgressListener.NONE);
    Simulation.write(SMALL, folder.resolve("two"), ProgressListener.NONE);

    assertThat(WrittenWorld.tree(folder.resolve("one")))
        .hasSizeGreaterThan(20)
        .isEqualTo(WrittenWorld.tree(folder.resolve("two")));
  }

  @Test
  @DisplayName("writes another world for another seed")
  void dependsOnTheSeed() {
    Simulation.write(SMALL, folder.resolve("one"), ProgressListener.NONE);
    Simulation.write(SMALL.withSeed(8), folder.resolve("two"), ProgressListener.NONE);

    Map<String, String> one = WrittenWorld.tree(folder.resolve("one").resolve("exports"));
    Map<String, String> two = WrittenWorld.tree(folder.resolve("two").resolve("exports"));
    assertThat(one.keySet()).anyMatch(two::containsKey);
    assertThat(one).allSatisfy((file, text) -> assertThat(text).isNotEqualTo(two.get(file)));
  }

  @Test
  @DisplayName("leaves every service as it was when another one joins at the same rate")
  void addsServicesWithoutDisturbingOthers() {
    Simulation.write(SMALL, folder.resolve("three"), ProgressListener.NONE);
    Simulation.write(
        SMALL.withServices(4).withIncidentsPerWeek(20),
        folder.resolve("four"),
        ProgressListener.NONE);

    // The last service of a world is exported as text in some weeks, so auth differs in form only.
    assertThat(samples("three")).hasSizeGreaterThanOrEqualTo(6).isEqualTo(samples("four"));
  }

  private Map<String, String> samples(String world) {
    return WrittenWorld.tree(folder.resolve(world).resolve("exports/prometheus"))
        .entrySet()
        .stream()
        .filter(file -> file.getKey().matches(".*/(checkout|payment-gateway)[-.].*"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  @Test
  @DisplayName("defines for the default services what conf/slos holds, byte for byte")
  void writesTheSlosOfTheConfiguration() {
    Simulation.write(
        SimulationSettings.endingAt(END).withWeeks(1).withTelemetry(Telemetry.NONE),
        folder.resolve("default"),
        ProgressListener.NONE);

    assertThat(WrittenWorld.tree(folder.resolve("default/slos")))
        .hasSize(15)
        .isEqualTo(WrittenWorld.tree(Path.of("..", "conf", "slos")));
  }

  @Test
  @DisplayName("writes neither samples nor log lines without telemetry")
  void leavesTelemetryOut() {
    SimulationSummary summary =
        Simulation.write(
            SMALL.withTelemetry(Telemetry.NONE), folder.resolve("bare"), ProgressListener.NONE);

    assertThat(folder.resolve("bare/exports"))
        .isDirectoryContaining(path -> path.endsWith("pagerduty"));
    assertThat(folder.resolve("bare/exports/prometheus")).doesNotExist();
    assertThat(folder.resolve("bare/exports/loki")).doesNotExist();
    assertThat(summary.count("incidents")).isPositive();
    assertThat(summary.count("prometheus_samples")).isZero();
  }

  @Test
  @DisplayName("releases every second service by a pipeline if so asked, which no ticket knows of")
  void releasesByPipelines() throws IOException {
    SimulationSettings settings =
        SMALL.withTelemetry(Telemetry.NONE).withWeeks(4).withReleases(Releases.PIPELINES);
    Simulation.write(settings, folder.resolve("one"), ProgressListener.NONE);
    Simulation.write(settings, folder.resolve("two"), ProgressListener.NONE);

    assertThat(WrittenWorld.tree(folder.resolve("one")))
        .isEqualTo(WrittenWorld.tree(folder.resolve("two")));
    List<String> releases = Files.readAllLines(folder.resolve("one/truth/deployments.jsonl"));
    assertThat(releases)
        .anyMatch(line -> line.contains("\"servicenow\"") && line.contains("\"repairs\":true"))
        .allMatch(
            line -> line.contains("\"azure-devops\"") == line.contains("\"payment-gateway\""));
    assertThat(WrittenWorld.tree(folder.resolve("one/exports/azure-devops")).values())
        .anyMatch(text -> text.contains("\"releaseDefinition\":{\"name\":\"payment-gateway\"}"))
        .noneMatch(text -> text.contains("checkout"));
  }

  @Test
  @DisplayName("reports each source up to its total")
  void reportsProgress() {
    AtomicLong weeks = new AtomicLong();
    Simulation.write(
        SMALL,
        folder.resolve("seen"),
        (part, done, total) -> {
          if ("prometheus".equals(part)) {
            assertThat(total).isEqualTo(9);
            weeks.incrementAndGet();
          }
        });

    assertThat(weeks).hasValue(9);
  }

  @Test
  @DisplayName("refuses a folder that holds something and says what to do")
  void refusesAFullFolder() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.write(SMALL, folder, ProgressListener.NONE))
        .withMessageContaining("the folder is not empty (name a new folder, or empty this one)");
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("notes.txt"));
  }

  @Test
  @DisplayName("refuses an end inside a week and shows it in the zone of the report")
  void refusesAnEndInsideAWeek() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulationSettings.endingAt(Instant.parse("2026-11-23T00:00:00Z")))
        .withMessage(
            "Invalid end: 2026-11-23T00:00:00Z is 2026-11-23T01:00 in Europe/Berlin"
                + " (must be a Monday at 00:00 there, the end of an ISO week)");
  }

  @Test
  @DisplayName("refuses a count out of range with the range")
  void refusesCountsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withWeeks(0))
        .withMessage("Invalid weeks: 0 (must be between 1 and 1040)");
  }
}
