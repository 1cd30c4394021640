package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Explanation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
          + " 2026-11-17T06:00:00Z",
      "  aftermath slo explain checkout-availability --under 2026-01-01"
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
      description = {
        "The objective. Default: the whole of a composite, otherwise the first in the alphabet."
      })
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

  @Mixin private PublishedOption published = new PublishedOption();

  @Option(
      names = "--under",
      paramLabel = "VERSION",
      description = {
        "Compute the figure as though this version of the SLO had always been in force: the first",
        "digits of its digest, or a date (UTC) on which it is. Also one whose date is to come."
      })
  private @Nullable String under;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forReading(options)) {
      List<String> lines =
          Explanation.of(
              platform.lake(),
              platform.settings(),
              new Explanation.Subject(
                  slo,
                  group,
                  objective,
                  window,
                  day,
                  published.atMost(platform.startedAt()).orElse(null),
                  version(platform.settings())));
      if (lines.isEmpty()) {
        throw new InvalidInputException(
            "Nothing to explain: the lake has no figure of SLO \""
                + slo
                + "\" for this group, objective, window and day"
                + (under == null ? "" : ", or version \"" + under + "\" no such group or objective")
                + ". See them all with: aftermath query \"SELECT DISTINCT slo, group_key, objective,"
                + " window FROM slo_windows\"");
      }
      lines.forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE.code();
    }
  }

  private @Nullable SloDefinition version(PlatformSettings settings) {
    if (under == null) {
      return null;
    }
    List<SloDefinition> versions =
        Computation.slos(settings).stream().filter(each -> each.name().equals(slo)).toList();
    String wanted = under;
    return (versions.isEmpty()
            ? Optional.<SloDefinition>empty()
            : new SloHistory(versions).named(wanted))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Cannot explain under version \""
                        + wanted
                        + "\": the settings have no such version of SLO \""
                        + slo
                        + "\". Name a date, or the first digits of one of: "
                        + versions.stream().map(each -> each.digest().substring(0, 12)).toList()));
  }
}
