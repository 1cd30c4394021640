package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a cause a name that people know.",
      "It stands in the place of the title or sentence that it is called by otherwise."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath cause rename 4f1c \"Connection pool of checkout\"")
final class CauseRenameCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private DecisionOptions deciding = new DecisionOptions();

  @Parameters(index = "0", paramLabel = "CAUSE", description = "Its id, or the first digits of it.")
  private String cause = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What it is to be called.")
  private String name = "";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forWriting(options)) {
      CauseDecision decision = deciding.on(platform).rename(cause, name);
      DecisionOptions.print(
          decision.causeId() + " is now called " + decision.name(), spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }
}
