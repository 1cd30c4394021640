package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.Ingestion;
import dev.aftermath.jobs.pipeline.IngestionSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a folder of exports into the lake: lands every file unchanged, reads it, keeps"
          + " account.",
      "What was taken before is not taken again; what cannot be read is quarantined with its"
          + " reason."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath ingest --exports /var/lib/aftermath/exports")
final class IngestCommand implements Callable<Integer> {
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
    try (Platform platform = Platform.forWriting(options)) {
      IngestionSummary summary =
          new Ingestion(platform.lake(), platform.settings(), platform.runId()).takeIn(exports);
      summary.lines().forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE.code();
    }
  }
}
