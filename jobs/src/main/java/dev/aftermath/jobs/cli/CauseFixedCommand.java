package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fixed",
    mixinStandardHelpOptions = true,
    description = {
      "Says that a cause was fixed.",
      "It came back when it strikes later than the grace after this; it is proven quiet after a",
      "silence of some usual gaps. Say it again after each fix."
    },
    footerHeading = "%nExample:%n",
    footer = "  aftermath cause fixed 4f1c --at 2026-11-20T09:00:00Z --note CHG0040002")
final class CauseFixedCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private DecisionOptions deciding = new DecisionOptions();

  @Parameters(index = "0", paramLabel = "CAUSE", description = "Its id, or the first digits of it.")
  private String cause = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "When (RFC 3339, such as 2026-11-24T11:05:00Z). Default: now.")
  private @Nullable Instant at;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forWriting(options)) {
      CauseDecision decision =
          deciding.on(platform).fixed(cause, at == null ? platform.startedAt() : at);
      DecisionOptions.print(
          decision.causeId() + " was fixed at " + decision.fixedAt(), spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }
}
