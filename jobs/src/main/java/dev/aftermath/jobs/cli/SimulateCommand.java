package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.simulate.Namespace;
import dev.aftermath.jobs.simulate.ProgressListener;
import dev.aftermath.jobs.simulate.Releases;
import dev.aftermath.jobs.simulate.Simulation;
import dev.aftermath.jobs.simulate.SimulationSettings;
import dev.aftermath.jobs.simulate.SimulationSummary;
import dev.aftermath.jobs.simulate.Telemetry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the exports of an operations world in every source's format, with the truth beside"
          + " them.",
      "The same options write the same bytes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath simulate --folder world",
      "  aftermath simulate --folder big --weeks 520 --incidents-per-week 20000 --telemetry none"
    })
final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--folder",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write; made when absent.")
  private Path folder = Path.of(".");

  @Option(
      names = "--conf",
      paramLabel = "FOLDER",
      description = "Settings, for the zone of the report. Default: conf of the project.")
  private @Nullable Path conf;

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "NUMBER",
      description = "Another number makes another world. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--weeks",
      defaultValue = "12",
      paramLabel = "COUNT",
      description = "How many ISO weeks. Default: ${DEFAULT-VALUE}.")
  private int weeks;

  @Option(
      names = "--services",
      defaultValue = "12",
      paramLabel = "COUNT",
      description = "How many services. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(
      names = "--tenants",
      defaultValue = "3",
      paramLabel = "COUNT",
      description = "How many tenants. Default: ${DEFAULT-VALUE}.")
  private int tenants;

  @Option(
      names = "--incidents-per-week",
      defaultValue = "40",
      paramLabel = "COUNT",
      description = "About how many incidents, over all services. Default: ${DEFAULT-VALUE}.")
  private int incidentsPerWeek;

  @Option(
      names = "--scrape-interval-seconds",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "Distance of a series' samples. Default: ${DEFAULT-VALUE}.")
  private int scrapeIntervalSeconds;

  @Option(
      names = "--telemetry",
      defaultValue = "full",
      paramLabel = "AMOUNT",
      description = "Samples and log lines: full or none. Default: ${DEFAULT-VALUE}.")
  private Telemetry telemetry = Telemetry.FULL;

  @Option(
      names = "--releases",
      defaultValue = "change_requests",
      paramLabel = "HOW",
      description =
          "How services are released: change_requests, or pipelines for every second of them,"
              + " with repairs. Default: ${DEFAULT-VALUE}.")
  private Releases releases = Releases.CHANGE_REQUESTS;

  @Option(
      names = "--last-week",
      paramLabel = "WEEK",
      description = "Last ISO week of the world, such as 2026-W46. Default: the last that closed.")
  private @Nullable String lastWeek;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Path settingsFolder = conf != null ? conf : CommonOptions.home().resolve("conf");
    ZoneId zone = PlatformSettings.in(settingsFolder).reportZone();
    ReportWeek last =
        lastWeek == null
            ? ReportWeek.lastClosedAt(Clock.systemUTC().instant(), zone)
            : ReportWeek.labelled(lastWeek, zone);
    SimulationSettings settings =
        new SimulationSettings(
            seed,
            last.end(),
            weeks,
            services,
            tenants,
            incidentsPerWeek,
            scrapeIntervalSeconds,
            zone,
            telemetry,
            releases,
            Namespace.ALONE);
    SimulationSummary summary = Simulation.write(settings, folder, ProgressListener.NONE);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "Wrote %d weeks up to %s: %,d files, %.1f MB",
            weeks,
            last.label(),
            summary.fileCount(),
            summary.byteCount() / 1e6));
    out.println("  exports  " + summary.exports());
    out.println("  truth    " + summary.truth());
    out.println("  slos     " + summary.slos());
    summary.counts().forEach((kind, count) -> out.println("  " + count + " " + kind));
    return ExitCode.DONE.code();
  }
}
