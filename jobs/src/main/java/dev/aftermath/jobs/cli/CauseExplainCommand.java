package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.domain.cause.CauseExplanation;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.pipeline.KnownCauses;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
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
      "Explains why incidents are held to have one cause, and what speaks against it.",
      "What their titles share, the words that tell them from the rest of the service, what is",
      "written to its logs around them, the typical, the newest and the strangest of them, how",
      "many each reason put there, how pure the group is, and the weakest link, with which a split",
      "would begin."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath cause explain 4f1c9a20b7d3e856",
      "  aftermath cause explain 4f1c --format json"
    })
final class CauseExplainCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("which", "incident_id", "opened_at", "edge", "similarity_ratio", "title");

  private static final List<String> TEMPLATES =
      List.of("lift", "incidents", "quiet_windows", "pattern");
  private static final int MOST_TEMPLATES = 5;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "CAUSE",
      description = "Its id, the first digits of it, or an id that became it.")
  private String cause = "";

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv (the incidents alone) or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forReading(options)) {
      KnownCauses known = new KnownCauses(platform.lake());
      Row row = known.cause(cause);
      print(
          row,
          known.explanation(row),
          known.templates(row, platform.settings(), MOST_TEMPLATES),
          spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }

  private void print(
      Row row,
      CauseExplanation explanation,
      List<KnownCauses.Template> templates,
      PrintWriter out) {
    String id = row.getAs("cause_id");
    String label = row.getAs("label");
    if (format == ResultFormat.JSON) {
      out.println(CauseJson.of(id, label, explanation, templates).toPrettyString());
      return;
    }
    if (format == ResultFormat.TABLE) {
      out.println(id + ": " + label);
      out.println("Titles are like: " + explanation.template());
      out.println(
          "Words that tell it from the rest of its service: "
              + (explanation.terms().isEmpty()
                  ? "none"
                  : explanation.terms().stream()
                      .map(
                          term ->
                              String.format(Locale.ROOT, "%s (%.1f)", term.word(), term.zScore()))
                      .collect(Collectors.joining(", "))));
      out.println(
          "Reasons: "
              + explanation.edges().entrySet().stream()
                  .map(edge -> edge.getKey() + " " + edge.getValue())
                  .collect(Collectors.joining(", ")));
      out.println(
          String.format(
              Locale.ROOT,
              "On one service: %.0f %%, of one tenant: %.0f %%",
              100 * explanation.servicePurity(),
              100 * explanation.tenantPurity()));
      out.println();
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(cells("leader", explanation.leader()));
    rows.add(cells("typical", explanation.medoid()));
    rows.add(cells("newest", explanation.newest()));
    rows.add(cells("strangest", explanation.strangest()));
    CauseExplanation.Linked weakest = explanation.weakest();
    if (weakest != null) {
      rows.add(cells("weakest link", weakest));
    }
    format.print(COLUMNS, rows, out);
    if (format == ResultFormat.TABLE && !templates.isEmpty()) {
      out.println();
      out.println("Log lines that go with its incidents, which does not make them the cause:");
      format.print(TEMPLATES, templates.stream().map(CauseExplainCommand::cells).toList(), out);
    }
  }

  private static List<@Nullable Object> cells(KnownCauses.Template template) {
    OptionalDouble ratio = template.lift().ratio();
    return Arrays.<@Nullable Object>asList(
        ratio.isPresent()
            ? String.format(Locale.ROOT, "%.1f", ratio.getAsDouble())
            : "only with incidents",
        share(template.lift().around()),
        share(template.lift().quiet()),
        template.pattern());
  }

  private static String share(Share share) {
    return share.having() + " of " + share.n();
  }

  private static List<@Nullable Object> cells(String which, CauseExplanation.Linked linked) {
    return Arrays.<@Nullable Object>asList(
        which,
        linked.member().incidentId(),
        linked.member().openedAt(),
        linked.edge(),
        linked.similarityRatio(),
        linked.member().title());
  }
}
