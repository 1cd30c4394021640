package dev.aftermath.jobs.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.pipeline.KnownCauses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists causes, the costliest first.",
      "By the largest part of a four-week error budget, then by the time of incidents. Without",
      "--status only causes that struck more than once. json also tells of fixes and action items."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath cause list",
      "  aftermath cause list --status came_back --format json",
      "  aftermath cause list --service checkout --most 5"
    })
final class CauseListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "cause_id",
          "service",
          "label",
          "status",
          "episode_count",
          "last_28_days_count",
          "incident_count",
          "trend",
          "budget_share",
          "budget_slo",
          "total_resolve_seconds",
          "last_seen_at",
          "quiet_proven_at");

  /** What a table on a terminal has no room for. */
  private static final List<String> FURTHER_COLUMNS =
      List.of(
          "fixed_at",
          "fix_basis",
          "came_back_at",
          "action_item_open_count",
          "action_item_overdue_count",
          "action_item_done_count",
          "oldest_open_action_item_days",
          "earliest_action_item_due_at");

  @Mixin private CommonOptions options = new CommonOptions();

  /** The words of the table, for the help and the parser. */
  enum Status {
    SINGLE,
    RECURRING,
    CLAIMED_FIXED,
    PROVEN_QUIET,
    CAME_BACK
  }

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those: single, recurring, claimed_fixed, proven_quiet or came_back.")
  private @Nullable Status status;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Only those of a service.")
  private @Nullable String service;

  @Option(
      names = "--most",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int most = 50;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    try (Platform platform = Platform.forReading(options)) {
      List<String> columns = new ArrayList<>(COLUMNS);
      if (format == ResultFormat.JSON) {
        columns.addAll(FURTHER_COLUMNS);
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (Row row : new KnownCauses(platform.lake()).all(condition(), most)) {
        rows.add(Arrays.asList(columns.stream().map(name -> row.getAs(name)).toArray()));
      }
      format.print(columns, rows, spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }

  private Column condition() {
    Column ofStatus =
        status == null
            ? col("episode_count").geq(2)
            : col("status").equalTo(status.name().toLowerCase(Locale.ROOT));
    return service == null ? ofStatus : ofStatus.and(col("service").equalTo(lit(service)));
  }
}
