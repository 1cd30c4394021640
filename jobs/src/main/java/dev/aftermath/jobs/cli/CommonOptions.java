package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works on a lake. */
final class CommonOptions {
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
      names = "--output",
      paramLabel = "URI",
      description = "Path or URI of what is published; wins over the settings.")
  @Nullable String output;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where Spark runs, such as local[2] or k8s://…; wins over the settings.")
  @Nullable String master;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "Compute for this instant (RFC 3339, such as 2026-11-24T11:05:00Z). Default: now.")
  @Nullable Instant asOf;

  /** The settings with what these options say. */
  PlatformSettings settings() {
    Path folder = conf != null ? conf : home().resolve("conf");
    return PlatformSettings.in(folder)
        .with(Optional.ofNullable(lake), Optional.ofNullable(output), Optional.ofNullable(master));
  }

  /** The instant to compute for. */
  Instant asOf(InstantSource clock) {
    return asOf != null ? asOf : clock.instant();
  }

  /** The project's folder, as the launcher tells. */
  static Path home() {
    return Path.of(System.getProperty("aftermath.home", "."));
  }
}
