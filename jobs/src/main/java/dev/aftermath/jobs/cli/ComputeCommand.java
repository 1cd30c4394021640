package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Pipeline;
import dev.aftermath.jobs.pipeline.StepResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "compute",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the silver and gold tables from what was ingested.",
      "A table whose inputs and definitions did not change is left as it is."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath compute --as-of 2026-11-24T11:05:00Z")
final class ComputeCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Console console = new Console(System.err);
    try (Platform platform = Platform.forWriting(options)) {
      List<StepResult> results =
          new Pipeline(platform.lake(), platform.runId(), console)
              .run(Computation.steps(platform.settings(), platform.asOf()));
      console.finish();
      PrintWriter out = spec.commandLine().getOut();
      List<List<@Nullable Object>> rows =
          results.stream()
              .map(
                  result ->
                      List.<@Nullable Object>of(
                          result.step(),
                          result.outcome().name().toLowerCase(Locale.ROOT),
                          result.version(),
                          Math.max(0, result.rowCount())))
              .toList();
      ResultFormat.TABLE.print(List.of("table", "outcome", "version", "rows written"), rows, out);
      return ExitCode.DONE.code();
    } finally {
      console.finish();
    }
  }
}
