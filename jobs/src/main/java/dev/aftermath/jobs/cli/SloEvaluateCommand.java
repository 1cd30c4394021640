package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.SliceFile;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloEvaluations;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.publish.EvaluationJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates SLOs over the slices of a CSV with the columns slice_start,good,total.",
      "Instants are RFC 3339; a slice that is not in the file is unknown."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  aftermath slo evaluate checkout.yaml --slices slices.csv --as-of 2026-11-24T00:00:00Z"
            + " --format json")
final class SloEvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SLO", description = "OpenSLO file.")
  private Path slo = Path.of("slo.yaml");

  @Option(names = "--slices", required = true, paramLabel = "CSV", description = "The slices.")
  private Path slices = Path.of("slices.csv");

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "Evaluate at this instant (RFC 3339, such as 2026-11-24T11:05:00Z). Default: now.")
  private @Nullable Instant asOf;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    InputFiles.mustExist(slo);
    InputFiles.mustExist(slices);
    Instant instant = asOf != null ? asOf : Clock.systemUTC().instant();
    List<EvaluationJson.Ruled> evaluations = new ArrayList<>();
    SloFiles files = SloFiles.read(List.of(slo));
    for (SloHistory history : historiesInOrder(files.definitionsOrThrow())) {
      SloDefinition ruling = history.before(instant);
      SloEvaluations.at(history, timeline(history, files), instant)
          .forEach(each -> evaluations.add(new EvaluationJson.Ruled(ruling, each)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == ResultFormat.JSON) {
      out.print(EvaluationJson.render(evaluations));
      out.flush();
    } else {
      format.print(
          List.of(
              "slo",
              "objective",
              "window_start",
              "window_end",
              "sli",
              "target",
              "budget_consumed_ratio",
              "coverage",
              "verdict",
              "sli_worst",
              "sli_best",
              "verdict_worst",
              "verdict_best"),
          evaluations.stream().map(each -> cells(each.evaluation())).toList(),
          out);
    }
    return ExitCode.DONE.code();
  }

  private static List<SloHistory> historiesInOrder(List<SloDefinition> definitions) {
    List<String> names = definitions.stream().map(SloDefinition::name).toList();
    return SloHistory.of(definitions).stream()
        .sorted(Comparator.comparingInt(history -> names.indexOf(history.name())))
        .toList();
  }

  private SliceTimeline timeline(SloHistory history, SloFiles files) throws IOException {
    return SliceFile.read(
        slices.toString(), Files.newBufferedReader(slices, StandardCharsets.UTF_8), history, files);
  }

  private static List<@Nullable Object> cells(SloEvaluation evaluation) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(evaluation.slo());
    cells.add(evaluation.objective().name());
    cells.add(evaluation.window().start());
    cells.add(evaluation.window().end());
    cells.add(rounded(evaluation.sli()));
    cells.add(evaluation.objective().target());
    cells.add(rounded(evaluation.budgetConsumedRatio()));
    cells.add(rounded(evaluation.coverage()));
    cells.add(evaluation.verdict().word());
    boolean open = leavesAnythingOpen(evaluation);
    cells.add(open ? rounded(evaluation.sliWorst()) : null);
    cells.add(open ? rounded(evaluation.sliBest()) : null);
    cells.add(open ? evaluation.verdictWorst().word() : null);
    cells.add(open ? evaluation.verdictBest().word() : null);
    return cells;
  }

  /** Where all was measured and decided, the bounds are the figure itself. */
  private static boolean leavesAnythingOpen(SloEvaluation evaluation) {
    return !evaluation.survivesUnknown()
        || !Objects.equals(evaluation.sliWorst(), evaluation.sliBest());
  }

  private static @Nullable BigDecimal rounded(@Nullable Double value) {
    return value == null
        ? null
        : BigDecimal.valueOf(value).round(new MathContext(8)).stripTrailingZeros();
  }
}
