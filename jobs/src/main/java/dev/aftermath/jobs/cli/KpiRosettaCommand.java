package dev.aftermath.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.DurationWords;
import dev.aftermath.jobs.domain.kpi.KpiComparison;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.KpiRosetta;
import dev.aftermath.jobs.pipeline.KpiRosettaText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rosetta",
    mixinStandardHelpOptions = true,
    description = {
      "Sets one week under the definitions of several products side by side.",
      "Every difference from ours is told by the incidents that make it, and sums exactly."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath kpi rosetta --week 2026-W46",
      "  aftermath kpi rosetta --week 2026-W46 --segment service=checkout --format json"
    })
final class KpiRosettaCommand implements Callable<Integer> {
  private static final List<String> FIGURES =
      List.of("concept", "definition", "dialect", "headline", "n", "value", "unit", "about");
  private static final List<String> PARTS =
      List.of("concept", "ours", "theirs", "incident", "our_value", "their_value", "part", "why");

  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private WeekOption week = new WeekOption();

  @Mixin private SegmentOption segment = new SegmentOption();

  @Mixin private PublishedOption published = new PublishedOption();

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv (the parts of the differences) or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    List<KpiDefinition> definitions = Computation.kpis(options.settings());
    try (Platform platform = Platform.forReading(options)) {
      ReportWeek wanted = week.of(platform);
      KpiRosetta rosetta =
          KpiRosetta.of(
                  platform.lake(),
                  platform.settings(),
                  definitions,
                  new KpiRosetta.Subject(
                      wanted,
                      segment.segment(),
                      published.atMost(platform.startedAt()).orElse(null)))
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "Nothing to compare: kpi_values has no figure of a definition with a"
                              + " concept for "
                              + wanted.label()
                              + " and this segment. Run 'aftermath compute' first, or name another"
                              + " week"));
      print(rosetta, spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }

  private void print(KpiRosetta rosetta, PrintWriter out) {
    switch (format) {
      case JSON -> out.println(json(rosetta).toPrettyString());
      case CSV -> {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rosetta
            .concepts()
            .forEach(
                concept ->
                    concept
                        .comparisons()
                        .forEach(comparison -> rows.addAll(parts(concept.name(), comparison))));
        format.print(PARTS, rows, out);
      }
      case TABLE -> {
        List<List<@Nullable Object>> figures = new ArrayList<>();
        rosetta.concepts().forEach(concept -> figures.addAll(figures(concept)));
        format.print(FIGURES, figures.stream().map(row -> forPeople(row)).toList(), out);
        rosetta
            .concepts()
            .forEach(
                concept ->
                    concept
                        .comparisons()
                        .forEach(comparison -> print(concept.name(), comparison, out)));
      }
    }
  }

  private void print(String concept, KpiComparison comparison, PrintWriter out) {
    KpiRosettaText text = new KpiRosettaText(comparison);
    out.println();
    out.println(text.title());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    parts(concept, comparison).forEach(row -> rows.add(forPeople(row.subList(3, row.size()))));
    if (!rows.isEmpty()) {
      format.print(PARTS.subList(3, PARTS.size()), rows, out);
    }
    text.sum().forEach(out::println);
  }

  /** The other formats have every digit. */
  private static List<@Nullable Object> forPeople(List<@Nullable Object> row) {
    List<@Nullable Object> shown = new ArrayList<>();
    row.forEach(
        cell -> shown.add(cell instanceof Double figure ? KpiRosettaText.shown(figure) : cell));
    return shown;
  }

  private static List<List<@Nullable Object>> figures(KpiRosetta.Concept concept) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KpiRosetta.Figure figure : concept.figures()) {
      KpiDefinition definition = figure.definition();
      Double value = figure.value();
      rows.add(
          Arrays.<@Nullable Object>asList(
              concept.name(),
              definition.label(),
              definition.dialect() == null ? "ours" : definition.dialect(),
              definition.headline() == null ? null : KpiDefinition.word(definition.headline()),
              figure.n(),
              value,
              definition.unit(),
              value == null || !definition.statistic().isInSeconds()
                  ? null
                  : DurationWords.of(Math.round(value))));
    }
    return rows;
  }

  private static List<List<@Nullable Object>> parts(String concept, KpiComparison comparison) {
    KpiRosettaText text = new KpiRosettaText(comparison);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KpiComparison.Part part : comparison.parts()) {
      rows.add(
          Arrays.<@Nullable Object>asList(
              concept,
              comparison.ours().label(),
              comparison.theirs().label(),
              part.incidentId(),
              KpiRosettaText.value(part.ours()),
              KpiRosettaText.value(part.theirs()),
              text.part(part),
              text.why(part)));
    }
    return rows;
  }

  private static ObjectNode json(KpiRosetta rosetta) {
    ObjectNode json =
        new JsonMapper()
            .createObjectNode()
            .put("week", rosetta.week().label())
            .put("segment_type", rosetta.segment().type())
            .put("segment", rosetta.segment().name());
    ArrayNode concepts = json.putArray("concepts");
    for (KpiRosetta.Concept concept : rosetta.concepts()) {
      ObjectNode one = concepts.addObject().put("concept", concept.name());
      ArrayNode figures = one.putArray("figures");
      for (KpiRosetta.Figure figure : concept.figures()) {
        figures
            .addObject()
            .put("kpi", figure.definition().label())
            .put("dialect", figure.definition().dialect())
            .put("n", figure.n())
            .put("value", figure.value())
            .put("unit", figure.definition().unit());
      }
      ArrayNode differences = one.putArray("differences");
      concept.comparisons().forEach(each -> add(differences.addObject(), each));
    }
    return json;
  }

  private static void add(ObjectNode json, KpiComparison comparison) {
    KpiRosettaText text = new KpiRosettaText(comparison);
    json.put("ours", comparison.ours().label()).put("theirs", comparison.theirs().label());
    ArrayNode parts = json.putArray("parts");
    for (KpiComparison.Part part : comparison.parts()) {
      parts
          .addObject()
          .put("incident_id", part.incidentId())
          .put("our_value", KpiRosettaText.value(part.ours()))
          .put("their_value", KpiRosettaText.value(part.theirs()))
          .put("numerator", part.numerator())
          .put("why", text.why(part));
    }
    if (comparison.isSplit()) {
      json.put("numerator", comparison.numerator())
          .put("denominator", comparison.denominator())
          .put("headline_step", comparison.headlineStep());
    }
  }
}
