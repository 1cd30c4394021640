package dev.aftermath.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "postmortem",
    mixinStandardHelpOptions = true,
    description = "Drafts postmortems from what the lake tells of an incident.",
    subcommands = PostmortemDraftCommand.class)
final class PostmortemCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
