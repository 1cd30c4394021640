package dev.aftermath.jobs.endtoend;

import dev.aftermath.jobs.simulate.ProgressListener;
import dev.aftermath.jobs.simulate.Simulation;
import dev.aftermath.jobs.simulate.SimulationSettings;
import java.nio.file.Path;
import java.time.Instant;

/** Small simulated worlds that all end with the ISO week before Monday, 16 November 2026. */
final class TinyWorld {
  /** Two and a half days after the world's end, when its last week is frozen. */
  static final Instant AS_OF = Instant.parse("2026-11-18T11:00:00Z");

  private static final Instant END = Instant.parse("2026-11-15T23:00:00Z");

  private TinyWorld() {}

  /** Writes a world; the folder of its exports. */
  static Path write(Path folder, int weeks, int services, int incidentsPerWeek) {
    return write(
        folder, SimulationSettings.endingAt(END).seed(), weeks, services, incidentsPerWeek);
  }

  /** Writes the world of a seed; the folder of its exports. */
  static Path write(Path folder, long seed, int weeks, int services, int incidentsPerWeek) {
    SimulationSettings settings =
        SimulationSettings.endingAt(END)
            .withSeed(seed)
            .withWeeks(weeks)
            .withServices(services)
            .withIncidentsPerWeek(incidentsPerWeek);
    return Simulation.write(settings, folder, ProgressListener.NONE).exports();
  }
}
