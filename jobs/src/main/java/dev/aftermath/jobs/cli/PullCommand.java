package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SourceDefinition;
import dev.aftermath.jobs.config.SourceFiles;
import dev.aftermath.jobs.config.Spelling;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.PulledFile;
import dev.aftermath.jobs.pipeline.Pulls;
import dev.aftermath.jobs.sources.PullException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Pulls from live servers into a folder of exports, ready for 'ingest'. Starts no Spark.",
      "The servers are those that conf/sources declare in a 'pull' section. Pulling a period again",
      "replaces its files.",
      "Ends with code 6 when a server cannot be reached or refuses; the others are pulled all the"
          + " same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath pull --exports world/exports",
      "  aftermath pull --exports hdfs:///ops/exports --source prometheus --week 2026-W46",
      "  aftermath pull --exports x --from 2026-11-09T00:00:00Z --to 2026-11-10T00:00:00Z"
    })
final class PullCommand implements Callable<Integer> {
  @Option(
      names = "--exports",
      required = true,
      paramLabel = "URI",
      description = "Path or URI of the folder with the exports; made when absent.")
  private String exports = "";

  @Option(names = "--conf", paramLabel = "FOLDER", description = "Settings folder.")
  private @Nullable Path conf;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Pull this source only; may be repeated. Default: all with a pull section.")
  private List<String> names = new ArrayList<>();

  @Mixin private WeekOption week = new WeekOption();

  @Option(names = "--from", paramLabel = "INSTANT", description = "The first instant; with --to.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "The instant behind the last.")
  private @Nullable Instant to;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private record Period(Instant from, Instant to) {}

  private static final class Totals {
    private long files;
    private long items;
  }

  @Override
  public Integer call() throws IOException {
    PlatformSettings settings =
        PlatformSettings.in(conf != null ? conf : CommonOptions.home().resolve("conf"));
    Period period = period(settings);
    List<SourceDefinition> sources = sources(settings);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Totals totals = new Totals();
    Pulls pulls =
        new Pulls(Platform.files(settings, exports), slos(settings), file -> print(file, totals));
    int failures = 0;
    for (SourceDefinition source : sources) {
      try {
        pulls.pull(source, period.from(), period.to());
      } catch (PullException e) {
        failures++;
        err.println("Cannot pull source " + source.name() + ": " + e.getMessage());
      }
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%,d files with %,d samples and lines, from %s to %s.",
            totals.files,
            totals.items,
            period.from(),
            period.to()));
    return (failures == 0 ? ExitCode.DONE : ExitCode.SOURCE).code();
  }

  /** The SLOs that name expressions; an installation without any SLO may still pull. */
  private static List<SloDefinition> slos(PlatformSettings settings) {
    return Files.isDirectory(settings.folder().resolve("slos"))
        ? Computation.slos(settings)
        : List.of();
  }

  private void print(PulledFile file, Totals totals) {
    totals.files++;
    totals.items += file.itemCount();
    String name = file.uri().replaceFirst("^file:(//)?", "");
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%s  %s  %,d items  %,d bytes",
                file.source(),
                name,
                file.itemCount(),
                file.byteCount()));
    file.warnings()
        .forEach(
            warning -> spec.commandLine().getErr().println("Warning: " + name + ": " + warning));
  }

  private List<SourceDefinition> sources(PlatformSettings settings) throws IOException {
    List<SourceDefinition> pulled =
        SourceFiles.load(settings.folder().resolve("sources")).stream()
            .filter(source -> source.pull().isPresent())
            .toList();
    List<String> known = pulled.stream().map(SourceDefinition::name).toList();
    if (known.isEmpty()) {
      throw new InvalidInputException(
          "Nothing to pull: no source in "
              + settings.folder().resolve("sources")
              + " has a pull section. Add one with url and selectors or queries; prometheus.yaml"
              + " there shows how.");
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "Cannot pull source \""
                + name
                + "\": no source of that name has a pull section"
                + Spelling.suggestion(name, known));
      }
    }
    return pulled.stream()
        .filter(source -> names.isEmpty() || names.contains(source.name()))
        .toList();
  }

  private Period period(PlatformSettings settings) {
    if (from == null && to == null) {
      ReportWeek wanted = week.at(Clock.systemUTC().instant(), settings.reportZone());
      return new Period(wanted.start(), wanted.end());
    }
    if (from == null || to == null || week.isGiven()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Give --from and --to together, or --week alone");
    }
    if (!from.isBefore(to) || !wholeMillis(from) || !wholeMillis(to)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Invalid period from "
              + from
              + " to "
              + to
              + ": it must begin before it ends, both in whole milliseconds");
    }
    return new Period(from, to);
  }

  private static boolean wholeMillis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).equals(instant);
  }
}
