package dev.aftermath.jobs.endtoend;

import dev.aftermath.jobs.simulate.ProgressListener;
import dev.aftermath.jobs.simulate.Simulation;
import dev.aftermath.jobs.simulate.SimulationSettings;
import dev.aftermath.jobs.simulate.Telemetry;
import java.nio.file.Path;
import java.time.Instant;

/** Small simulated worlds that all end with the ISO week before Monday, 16 November 2026. */
final class TinyWorld {
  /** Two and a half days after the world's end, when its last week is frozen. */
  static final Instant AS_OF = Instant.parse("2026-11-18T11:00:00Z");

  static final Instant END = Instant.parse("2026-11-15T23:00:00Z");

  private TinyWorld() {}

  /** Writes a world; the folder of its exports. */
  static Path write(Path folder, int weeks, int services, int incidentsPerWeek) {
    return write(
        folder, SimulationSettings.endingAt(END).seed(), weeks, services, incidentsPerWeek);
  }

  /** Writes the world of a seed; the folder of its exports. */
  static Path write(Path folder, long seed, int weeks, int services, int incidentsPerWeek) {
    return write(folder, settings(seed, weeks, services, incidentsPerWeek));
  }

  /** Writes the incidents of a seed's world, without samples and log lines. */
  static Path writeRecords(Path folder, long seed, int weeks, int services, int incidentsPerWeek) {
    return write(
        folder, settings(seed, weeks, services, incidentsPerWeek).withTelemetry(Telemetry.NONE));
  }

  private static Path write(Path folder, SimulationSettings settings) {
    return Simulation.write(settings, folder, ProgressListener.NONE).exports();
  }

  private static SimulationSettings settings(
      long seed, int weeks, int services, int incidentsPerWeek) {
    return SimulationSettings.endingAt(END)
        .withSeed(seed)
        .withWeeks(weeks)
        .withServices(services)
        .withIncidentsPerWeek(incidentsPerWeek);
  }
}
