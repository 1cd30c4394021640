package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Decides that two causes are one.",
      "The one that was seen first keeps its id; the other's id means the same from then on."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath cause merge 4f1c 09bd --note \"Same pool, two alerts\"")
final class CauseMergeCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private DecisionOptions deciding = new DecisionOptions();

  @Parameters(index = "0", paramLabel = "CAUSE", description = "Its id, or the first digits of it.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "CAUSE", description = "Likewise of the other.")
  private String other = "";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forWriting(options)) {
      CauseDecision decision = deciding.on(platform).merge(one, other);
      DecisionOptions.print(
          decision.otherCauseId() + " is now " + decision.causeId(), spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }
}
