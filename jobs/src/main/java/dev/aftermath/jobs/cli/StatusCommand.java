package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SloValidation;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.lake.LockedException;
import dev.aftermath.jobs.lake.RunLock;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Catalogue;
import dev.aftermath.jobs.pipeline.Ingestion;
import dev.aftermath.jobs.publish.Publications;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what is in the lake and what was published. Starts no Spark, changes nothing.",
      "A table's rows are those that its newest commit wrote. SLOs that are not computed are named."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath status --lake world/lake --output world/out")
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PlatformSettings settings = options.settings();
    LakeFiles lake = Platform.files(settings, settings.lake());
    LakeFiles output = Platform.files(settings, settings.output());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Lake " + lake.uri());
    out.println("Run in progress: " + holder(lake));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TableSpec table : Catalogue.tables()) {
      Optional<Commit> newest = Commit.newest(lake, table);
      rows.add(
          List.of(
              table.layer().folder(),
              table.name(),
              newest.<Object>map(Commit::version).orElse("-"),
              newest.<Object>map(Commit::rowCount).orElse("-")));
    }
    ResultFormat.TABLE.print(List.of("layer", "table", "version", "rows"), rows, out);
    List<String> weeks = Publications.weeks(output);
    out.println("Published weeks: " + (weeks.isEmpty() ? "none" : String.join(", ", weeks)));
    if (!weeks.isEmpty()) {
      out.println("Newest published week: " + weeks.get(weeks.size() - 1));
    }
    Ingestion.interrupted(lake).ifPresent(out::println);
    objectives(settings).forEach(out::println);
    return ExitCode.DONE.code();
  }

  private static List<String> objectives(PlatformSettings settings) {
    SloValidation slos = SloValidation.of(List.of(settings.folder().resolve("slos")));
    List<String> lines = new ArrayList<>(slos.notComputed());
    if (!slos.sound()) {
      lines.add(
          slos.problems().size()
              + " problems in the SLO files; 'aftermath slo validate "
              + settings.folder().resolve("slos")
              + "' prints them.");
    }
    return lines;
  }

  private static String holder(LakeFiles lake) {
    if (!lake.exists("")) {
      return "no (there is no lake yet)";
    }
    try (RunLock free = RunLock.take(lake, "status", Clock.systemUTC())) {
      return free == null ? "" : "no";
    } catch (LockedException e) {
      return "yes: " + e.holder();
    }
  }
}
