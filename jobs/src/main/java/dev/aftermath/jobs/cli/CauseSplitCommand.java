package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "split",
    mixinStandardHelpOptions = true,
    description = {
      "Decides that some incidents of a cause have another one.",
      "They get a new id; the old one stays with the first incident, by which others are judged."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath cause split 4f1c INC0010002 INC0010007 --note \"Another disk\"")
final class CauseSplitCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private DecisionOptions deciding = new DecisionOptions();

  @Parameters(index = "0", paramLabel = "CAUSE", description = "Its id, or the first digits of it.")
  private String cause = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INCIDENT",
      description = "Ids, numbers of tickets, or # and numbers of pages.")
  private List<String> incidents = new ArrayList<>();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forWriting(options)) {
      CauseDecision decision = deciding.on(platform).split(cause, incidents);
      DecisionOptions.print(
          decision.incidentIds().size() + " incidents are now " + decision.otherCauseId(),
          spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }
}
