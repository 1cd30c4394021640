package dev.aftermath.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "slo",
    mixinStandardHelpOptions = true,
    description = "Validates and evaluates SLO definitions (OpenSLO v1). Starts no Spark.",
    subcommands = {
      SloValidateCommand.class,
      SloImportCommand.class,
      SloEvaluateCommand.class,
    })
final class SloCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
