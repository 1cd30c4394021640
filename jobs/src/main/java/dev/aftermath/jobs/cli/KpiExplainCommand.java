package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.Spelling;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Stretch;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.FrozenFigure;
import dev.aftermath.jobs.pipeline.FrozenFigureText;
import dev.aftermath.jobs.pipeline.KpiExplanation;
import dev.aftermath.jobs.pipeline.KpiExplanationText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Prints which incidents, or other cases, make one figure of a KPI, and why others are out.",
      "The definition in words, start, end, their sources and value of each case, the reasons",
      "of those left out, and the arithmetic down to the value that kpi_values has. Then since when",
      "the week is frozen, as what it was first published, and how it was restated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath kpi explain mttr --week 2026-W46",
      "  aftermath kpi explain mttr@1 --week 2026-W46 --segment service=checkout --format json",
      "  aftermath kpi explain mtta --as-published 2026-11-17T06:00:00Z"
    })
final class KpiExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "KPI",
      description = "The id, with @ and the version when it is not the one in force in the week.")
  private String kpi = "";

  @Mixin private WeekOption week = new WeekOption();

  @Mixin private SegmentOption segment = new SegmentOption();

  @Mixin private PublishedOption published = new PublishedOption();

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv (the cases alone) or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    List<KpiDefinition> versions = versions(kpi, Computation.kpis(options.settings()));
    try (Platform platform = Platform.forReading(options)) {
      ReportWeek wanted = week.of(platform);
      KpiDefinition definition = inForce(versions, wanted);
      refuseUnknownSegment(definition, segment.segment());
      KpiExplanation.Subject subject =
          new KpiExplanation.Subject(
              definition,
              wanted,
              segment.segment(),
              published.atMost(platform.startedAt()).orElse(null));
      KpiExplanation explanation =
          KpiExplanation.of(platform.lake(), platform.settings(), subject)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "Nothing to explain: kpi_values has no figure of "
                              + definition.label()
                              + " for "
                              + wanted.label()
                              + " and this segment. Run 'aftermath compute' first, or see what there"
                              + " is with: aftermath query \"SELECT DISTINCT period, segment_type,"
                              + " segment FROM kpi_values WHERE kpi_id = '"
                              + definition.id()
                              + "'\""));
      print(
          explanation,
          FrozenFigure.of(platform.lake(), platform.settings(), subject),
          spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }

  /** The versions of the KPI, or the one that is named. */
  static List<KpiDefinition> versions(String kpi, List<KpiDefinition> definitions) {
    List<KpiDefinition> versions =
        definitions.stream()
            .filter(each -> kpi.equals(each.id()) || kpi.equals(each.label()))
            .toList();
    if (versions.isEmpty()) {
      throw new InvalidInputException(
          "Unknown KPI \""
              + kpi
              + "\""
              + Spelling.suggestion(
                  kpi,
                  definitions.stream()
                      .map(kpi.contains("@") ? KpiDefinition::label : KpiDefinition::id)
                      .collect(Collectors.toSet())));
    }
    return versions;
  }

  /** The version by which the week is told. */
  static KpiDefinition inForce(List<KpiDefinition> versions, ReportWeek week) {
    return versions.stream()
        .filter(each -> each.term().holds(week.monday()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Cannot explain "
                        + week.label()
                        + ": "
                        + versions.stream()
                            .map(each -> each.label() + " is in force " + each.term().inWords())
                            .collect(Collectors.joining(", "))
                        + ". Name a week that begins in that time, or no version"));
  }

  /** Figures of a subject are told by the columns that its table has. */
  static void refuseUnknownSegment(KpiDefinition definition, Segment segment) {
    List<String> types = KpiSource.of(definition.subject()).segments();
    if (!segment.equals(Segment.ALL) && !types.contains(segment.type())) {
      throw new InvalidInputException(
          "Cannot explain "
              + definition.label()
              + " by "
              + segment.type()
              + ": "
              + definition.subject().many()
              + " are told apart by "
              + String.join(", ", types)
              + ". Name one of these, or no segment");
    }
  }

  private void print(KpiExplanation explanation, FrozenFigure frozen, PrintWriter out) {
    if (format == ResultFormat.JSON) {
      out.println(KpiExplanationJson.of(explanation, frozen).toPrettyString());
      return;
    }
    List<String> columns =
        List.of(
            explanation.definition().subject().one(),
            "start",
            "start_source",
            "end",
            "end_source",
            "value");
    KpiExplanationText text = new KpiExplanationText(explanation);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    explanation.taken().forEach(taken -> rows.add(row(taken)));
    if (format == ResultFormat.CSV) {
      format.print(columns, rows, out);
      return;
    }
    text.head().forEach(out::println);
    out.println();
    if (!rows.isEmpty()) {
      format.print(columns, rows, out);
      out.println();
    }
    text.arithmetic().forEach(out::println);
    out.println();
    new FrozenFigureText(frozen, explanation.valuesVersion()).lines().forEach(out::println);
  }

  private static List<@Nullable Object> row(KpiExplanation.Taken taken) {
    Stretch stretch = taken.decision().stretch();
    return stretch == null
        ? Arrays.<@Nullable Object>asList(
            taken.id(), null, null, null, null, taken.decision().value())
        : List.of(
            taken.id(),
            stretch.start(),
            stretch.startSource(),
            stretch.end(),
            stretch.endSource(),
            taken.decision().value());
  }
}
