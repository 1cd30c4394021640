package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.BurnRatePolicies;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.Page;
import dev.aftermath.jobs.domain.slo.PolicyScore;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.pipeline.Backtest;
import dev.aftermath.jobs.pipeline.BacktestText;
import dev.aftermath.jobs.pipeline.Computation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Scores burn-rate policies against the real incidents of the lake.",
      "Precision, recall, detection and reset time (SRE workbook, chapter 5).",
      "Nothing is written.",
      "",
      "Alerts of one service and severity that overlap are one. An alert matches an",
      "incident of its SLO's service and tenant that is open at some time while it",
      "lasts. It tells of those open when it begins, and of the next one opened if",
      "that is nearer. Times are signed: a detection below 0 came before the",
      "incident was opened, a reset below 0 before it was settled.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath slo backtest --policy workbook --against single-window",
      "  aftermath slo backtest --policy mine.yaml --slo checkout-availability --from 2026-09-01"
    })
final class SloBacktestCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "policy",
          "policy_version",
          "policy_source",
          "slo",
          "severity",
          "from",
          "to",
          "alert_count",
          "true_alert_count",
          "precision",
          "incident_count",
          "detected_count",
          "recall",
          "hidden_count",
          "recall_by_budget",
          "alerts_per_week",
          "early_count",
          "detection_count",
          "detection_median_seconds",
          "detection_p90_seconds",
          "reset_count",
          "reset_median_seconds",
          "reset_p90_seconds",
          "missed_incidents",
          "false_alerts");

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "POLICY",
      description = "A policy of conf/burn-rates by its name, or a file.")
  private String policy = "";

  @Option(
      names = "--against",
      paramLabel = "POLICY",
      description = "Another policy to put beside it.")
  private @Nullable String against;

  @Option(
      names = "--slo",
      paramLabel = "NAME",
      description = "This SLO alone. Default: all of them.")
  private @Nullable String slo;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day (UTC). Default: the first one measured.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day (UTC). Default: the last one measured.")
  private @Nullable LocalDate to;

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
    PlatformSettings settings = options.settings();
    List<BurnRatePolicy> policies = new ArrayList<>(List.of(named(settings, policy)));
    if (against != null) {
      policies.add(named(settings, against));
    }
    List<SloHistory> slos =
        SloHistory.of(Computation.slos(settings)).stream()
            .filter(history -> slo == null || history.name().equals(slo))
            .toList();
    if (slos.isEmpty()) {
      throw new InvalidInputException("Unknown SLO \"" + slo + "\". Name one of conf/slos.");
    }
    List<Backtest.Scored> scored;
    try (Platform platform = Platform.forReading(options)) {
      scored = Backtest.of(platform.lake(), slos, policies, from, to);
    }
    if (scored.isEmpty()) {
      throw new InvalidInputException(
          "Nothing to test: the lake has no slices of these SLOs in these days. Run 'aftermath"
              + " compute', or choose other days.");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == ResultFormat.TABLE) {
      BacktestText.of(scored).forEach(out::println);
    } else {
      format.print(COLUMNS, scored.stream().map(SloBacktestCommand::cells).toList(), out);
    }
    out.flush();
    return ExitCode.DONE.code();
  }

  private static BurnRatePolicy named(PlatformSettings settings, String name) throws IOException {
    Map<String, BurnRatePolicy> known =
        BurnRatePolicies.read(settings.folder().resolve("burn-rates"));
    BurnRatePolicy found = known.get(name);
    if (found != null) {
      return found;
    }
    if (Files.isRegularFile(Path.of(name))) {
      return BurnRatePolicies.inFile(Path.of(name));
    }
    throw new InvalidInputException(
        "Unknown policy \"" + name + "\". Name a file or one of " + known.keySet() + ".");
  }

  private static List<@Nullable Object> cells(Backtest.Scored one) {
    PolicyScore score = one.score();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(one.policy().name());
    cells.add(one.policy().version());
    cells.add(one.policy().source().strip());
    cells.add(one.slo());
    cells.add(one.severity());
    cells.add(score.period().start());
    cells.add(score.period().end());
    cells.add(score.alertCount());
    cells.add(score.trueAlertCount());
    cells.add(score.precision());
    cells.add(score.incidentCount());
    cells.add(score.detectedCount());
    cells.add(score.recall());
    cells.add(score.hiddenCount());
    cells.add(score.recallByBudget());
    cells.add(score.alertsPerWeek());
    cells.add(score.earlyCount());
    for (List<Long> seconds : List.of(score.detectionSeconds(), score.resetSeconds())) {
      cells.add(seconds.size());
      cells.add(PolicyScore.quantile(seconds, 0.5));
      cells.add(PolicyScore.quantile(seconds, 0.9));
    }
    cells.add(score.missed().stream().map(SloBacktestCommand::fields).toList());
    cells.add(score.falseAlerts().stream().map(SloBacktestCommand::fields).toList());
    return cells;
  }

  private static Map<String, @Nullable Object> fields(PolicyScore.Missed missed) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("incident", missed.incident().id());
    fields.put("service", missed.incident().service());
    fields.put("opened_at", missed.incident().openedAt());
    fields.put("settled_at", missed.incident().settledAt());
    fields.put("budget_share", missed.budgetShare());
    fields.put("is_hidden", missed.isHidden());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Page page) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("service", page.service());
    fields.put("severity", page.severity());
    fields.put("start_at", page.start());
    fields.put("end_at", page.end());
    fields.put("slos", page.slos());
    return fields;
  }
}
