package dev.aftermath.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "kpi",
    mixinStandardHelpOptions = true,
    description = "Lists and explains KPIs, and sets other products' definitions beside ours.",
    subcommands = {KpiListCommand.class, KpiExplainCommand.class, KpiRosettaCommand.class})
final class KpiCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
