package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.RunSummary;
import dev.aftermath.jobs.pipeline.WeeklyRun;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Does the weekly job: takes exports in, computes all tables, publishes every week that is"
          + " due.",
      "A week's publication is its report, its evidence pack and its metrics. Run it again at any",
      "time: what is done is not done again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath run --exports /var/lib/aftermath/exports",
      "  aftermath run --exports world/exports --lake world/lake --output world/out"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--exports",
      required = true,
      paramLabel = "URI",
      description = "Path or URI of the folder with the exports.")
  private String exports = "";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Console console = new Console(System.err);
    try (Platform platform = Platform.forWriting(options)) {
      RunSummary summary =
          new WeeklyRun(
                  platform.lake(),
                  platform.settings(),
                  platform.runId(),
                  platform.startedAt(),
                  platform.asOf(),
                  console)
              .run(exports);
      console.finish();
      summary.lines().forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE.code();
    } finally {
      console.finish();
    }
  }
}
