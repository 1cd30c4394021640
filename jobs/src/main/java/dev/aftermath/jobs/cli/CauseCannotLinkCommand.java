package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cannot-link",
    mixinStandardHelpOptions = true,
    description = {
      "Decides that two incidents have different causes.",
      "Should both be found to have one, now or later, the one that was opened later gets its own."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath cause cannot-link INC0010002 '#4711'")
final class CauseCannotLinkCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private DecisionOptions deciding = new DecisionOptions();

  @Parameters(
      index = "0",
      paramLabel = "INCIDENT",
      description = "Its id, the number of its ticket, or # and the number of its page.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "INCIDENT", description = "Likewise of the other.")
  private String other = "";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forWriting(options)) {
      CauseDecision decision = deciding.on(platform).cannotLink(one, other);
      DecisionOptions.print(
          String.join(" and ", decision.incidentIds()) + " have different causes",
          spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }
}
