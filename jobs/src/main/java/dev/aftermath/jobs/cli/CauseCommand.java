package dev.aftermath.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "cause",
    mixinStandardHelpOptions = true,
    description = {
      "Lists, shows and explains recurring causes, and takes down decisions about them.",
      "Decisions are only ever added. They outweigh what is found automatically, a later one an",
      "earlier one, and hold from the next 'aftermath compute' or 'aftermath run' on."
    },
    subcommands = {
      CauseListCommand.class,
      CauseShowCommand.class,
      CauseExplainCommand.class,
      CauseMergeCommand.class,
      CauseSplitCommand.class,
      CauseRenameCommand.class,
      CauseCannotLinkCommand.class,
      CauseFixedCommand.class
    })
final class CauseCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
