package dev.aftermath.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "slo",
    mixinStandardHelpOptions = true,
    description = "Validates, imports, evaluates, explains and backtests SLOs (OpenSLO v1).",
    subcommands = {
      SloValidateCommand.class,
      SloImportCommand.class,
      SloEvaluateCommand.class,
      SloExplainCommand.class,
      SloBacktestCommand.class,
    })
final class SloCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
