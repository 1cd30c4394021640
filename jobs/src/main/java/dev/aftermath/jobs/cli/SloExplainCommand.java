package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Explanation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the arithmetic of one figure of the lake, line by line.",
      "Definition, sums, division, bounds, net of maintenance, restatements, worst slices, source",
      "files and table versions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath slo explain checkout-availability",
      "  aftermath slo explain checkout-availability --window month --day 2026-11-15",
      "  aftermath slo explain checkout-availability --day 2026-11-15 --as-published"
          + " 2026-11-17T06:00:00Z"
    })
final class SloExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "SLO", description = "The name of the SLO.")
  private String slo = "";

  @Option(
      names = "--group",
      paramLabel = "KEY",
      description = "The group of an SLO with aftermath/group-by, such as tenant=acme.")
  private String group = Grouping.WHOLE;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      description = "The objective. Default: the first.")
  private @Nullable String objective;

  @Option(
      names = "--window",
      defaultValue = SloWindows.DECLARED,
      paramLabel = "WINDOW",
      description = "declared, week, month, quarter, year or fiscal_year. Default: declared.")
  private String window = SloWindows.DECLARED;

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "The day at whose end the window is evaluated. Default: the last one.")
  private @Nullable LocalDate day;

  @Option(
      names = "--as-published",
      paramLabel = "INSTANT",
      description = "Explain the figure as it stood in the lake at this instant (RFC 3339).")
  private @Nullable Instant publishedBy;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forReading(options)) {
      List<SloDefinition> definitions = Computation.slos(platform.settings());
      List<String> lines =
          Explanation.of(
              platform.lake(),
              definitions,
              new Explanation.Subject(slo, group, objective, window, day, publishedBy));
      if (lines.isEmpty()) {
        throw new InvalidInputException(
            "Nothing to explain: the lake has no figure of SLO \""
                + slo
                + "\" for this group, objective, window and day. See them all with: aftermath query"
                + " \"SELECT DISTINCT slo, group_key, objective, window FROM slo_windows\"");
      }
      lines.forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE.code();
    }
  }
}
