package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a lake. */
class LakeOptions {
  @Option(
      names = "--conf",
      paramLabel = "FOLDER",
      description =
          "Settings: aftermath.yaml, sources/, slos/, kpis/. Default: conf of the project.")
  @Nullable Path conf;

  @Option(
      names = "--lake",
      paramLabel = "URI",
      description = "Path or URI of the lake; wins over the settings.")
  @Nullable String lake;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where Spark runs, such as local[2] or k8s://…; wins over the settings.")
  @Nullable String master;

  /** The settings with what these options say. */
  PlatformSettings settings() {
    Path folder = conf != null ? conf : home().resolve("conf");
    return PlatformSettings.in(folder)
        .with(Optional.ofNullable(lake), output(), Optional.ofNullable(master));
  }

  /** Where to publish, when the command line says so. */
  Optional<String> output() {
    return Optional.empty();
  }

  /** The instant to compute for. */
  Instant asOf(InstantSource clock) {
    return clock.instant();
  }

  /** The project's folder, as the launcher tells. */
  static Path home() {
    return Path.of(System.getProperty("aftermath.home", "."));
  }
}
