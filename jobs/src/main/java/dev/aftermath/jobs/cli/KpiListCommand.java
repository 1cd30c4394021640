package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.pipeline.Computation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists the KPIs that the settings define, those of incidents first, with all their versions.",
    footerHeading = "%nExamples:%n",
    footer = {"  aftermath kpi list", "  aftermath kpi list --format json"})
final class KpiListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "kpi",
          "name",
          "of",
          "statistic",
          "headline",
          "unit",
          "cohort",
          "direction",
          "target",
          "in_force",
          "concept",
          "dialect");

  /** What fits into a terminal. */
  private static final List<String> SHORT =
      List.of("kpi", "of", "statistic", "headline", "unit", "cohort", "target", "in_force");

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description =
          "table, csv or json, of which the last two have all that is declared. Default:"
              + " ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    List<String> columns = format == ResultFormat.TABLE ? SHORT : COLUMNS;
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Computation.kpis(options.settings()).stream()
        .sorted(Comparator.comparing(KpiDefinition::subject))
        .forEach(definition -> rows.add(chosen(columns, row(definition))));
    format.print(columns, rows, spec.commandLine().getOut());
    return ExitCode.DONE.code();
  }

  private static List<@Nullable Object> chosen(List<String> columns, List<@Nullable Object> row) {
    List<@Nullable Object> chosen = new ArrayList<>();
    columns.forEach(column -> chosen.add(row.get(COLUMNS.indexOf(column))));
    return chosen;
  }

  private static List<@Nullable Object> row(KpiDefinition definition) {
    return Arrays.<@Nullable Object>asList(
        definition.label(),
        definition.name(),
        KpiDefinition.word(definition.subject()),
        KpiDefinition.word(definition.statistic()),
        definition.headline() == null ? null : KpiDefinition.word(definition.headline()),
        definition.unit(),
        KpiDefinition.word(definition.cohort()),
        KpiDefinition.word(definition.direction()),
        definition.target() == null
            ? null
            : KpiDefinition.word(definition.target().bound())
                + " "
                + definition.target().value().toPlainString(),
        definition.term().inWords(),
        definition.concept(),
        definition.dialect());
  }
}
