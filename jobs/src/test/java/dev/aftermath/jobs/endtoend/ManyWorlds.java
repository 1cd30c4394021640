package dev.aftermath.jobs.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.simulate.Namespace;
import dev.aftermath.jobs.simulate.ProgressListener;
import dev.aftermath.jobs.simulate.Releases;
import dev.aftermath.jobs.simulate.Simulation;
import dev.aftermath.jobs.simulate.SimulationSettings;
import dev.aftermath.jobs.simulate.SimulationSummary;
import dev.aftermath.jobs.simulate.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Small worlds side by side, whose exports are taken into one lake by two runs. Nothing in one can
 * touch another: all names and numbers differ. Each has some 45 incidents in 5 or 6 weeks, of which
 * the last is the one with the longer Sunday of autumn, and rows that its own exports bring late.
 */
final class ManyWorlds {
  static final Instant END = Instant.parse("2026-10-25T23:00:00Z");

  /** What no figure of incidents is made of, and what notifications tell already. */
  private static final Pattern UNUSED =
      Pattern.compile("runbooks/.*|.*/(maintenance_windows|oncalls|problem|alerts)[^/]*");

  private final Path folder;
  private final List<SmallWorld> worlds = new ArrayList<>();

  private ManyWorlds(Path folder) {
    this.folder = folder;
  }

  static ManyWorlds write(Path folder, int count) throws IOException {
    ManyWorlds worlds = new ManyWorlds(folder);
    for (int seed = 1; seed <= count; seed++) {
      worlds.add(seed);
    }
    return worlds;
  }

  /** One half of the files of every world, drawn by lot. */
  Path firstInbox() {
    return folder.resolve("first");
  }

  /** The other half: what came late. */
  Path secondInbox() {
    return folder.resolve("second");
  }

  List<SmallWorld> worlds() {
    return worlds;
  }

  /** What the exports had told when the worlds ended. */
  List<KnownIncident> incidents() {
    return worlds.stream().flatMap(world -> world.incidents().stream()).toList();
  }

  /** What really happened: the lines of one file of the truth of every world. */
  List<JsonNode> truth(String file) {
    return worlds.stream().flatMap(world -> world.lines(file).stream()).toList();
  }

  private void add(int seed) throws IOException {
    String prefix = "w%03d-".formatted(seed);
    SimulationSummary world =
        Simulation.write(
            SimulationSettings.endingAt(END)
                .withSeed(seed)
                .withWeeks(5 + seed % 2)
                .withServices(2)
                .withTenants(1)
                .withIncidentsPerWeek(8)
                .withTelemetry(Telemetry.NONE)
                .withReleases(Releases.PIPELINES)
                .within(new Namespace(prefix, 1_001 + 200L * seed)),
            folder.resolve("world-" + seed),
            ProgressListener.NONE);
    worlds.add(SmallWorld.read(world.truth(), END));
    deal(world.exports(), prefix, new SplittableRandom(seed));
  }

  private void deal(Path exports, String world, SplittableRandom lot) throws IOException {
    try (Stream<Path> files = Files.walk(exports)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path below = exports.relativize(file);
        Path source = below.getName(0);
        if (!UNUSED.matcher(below.toString()).matches()) {
          Path inbox = lot.nextBoolean() ? firstInbox() : secondInbox();
          Path target = inbox.resolve(source).resolve(world).resolve(source.relativize(below));
          Files.createDirectories(target.getParent());
          Files.move(file, target);
        }
      }
    }
  }
}
