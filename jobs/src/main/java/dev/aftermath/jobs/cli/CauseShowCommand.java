package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.KnownCauses;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows all that is known of a cause: figures, action items, budgets and incidents.",
      "Action items that did not keep it from striking again come first. Every incident stands",
      "there with the reason that put it there. json has all of it, csv the incidents alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  aftermath cause show 4f1c9a20b7d3e856",
      "  aftermath cause show 4f1c --format json"
    })
final class CauseShowCommand implements Callable<Integer> {
  private static final String BROKEN_PROMISES = "broken_promises";
  private static final List<String> BROKEN =
      List.of(
          "tracker",
          "text",
          "kind",
          "promised_at",
          "due_at",
          "closed_at",
          "recurrence_count",
          "first_recurred_at",
          "last_recurred_at",
          "overdue_days",
          "quiet_days");
  private static final List<String> ACTION_ITEMS =
      List.of(
          "tracker",
          "text",
          "postmortem_key",
          "state",
          "written_at",
          "due_at",
          "closed_at",
          "age_days",
          "overdue_days");
  private static final List<String> BUDGETS =
      List.of(
          "slo",
          "group_key",
          "objective",
          "window",
          "window_start",
          "bad",
          "share_of_budget",
          "sli",
          "sli_without");
  private static final List<String> MEMBERS =
      List.of(
          "incident_id",
          "opened_at",
          "service",
          "tenant",
          "edge",
          "evidence",
          "similarity_ratio",
          "decision",
          "time_to_resolve_seconds",
          "deployment_key");
  private static final int MOST_BUDGETS = 20;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "CAUSE",
      description = "Its id, the first digits of it, or an id that became it.")
  private String cause = "";

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
      KnownCauses known = new KnownCauses(platform.lake());
      Row row = known.cause(cause);
      String id = row.getAs("cause_id");
      List<Row> budgets = format == ResultFormat.CSV ? List.of() : known.budgets(id);
      List<Row> actionItems = format == ResultFormat.CSV ? List.of() : known.actionItems(id);
      print(row, actionItems, budgets, known.members(id), spec.commandLine().getOut());
      return ExitCode.DONE.code();
    }
  }

  private void print(
      Row row, List<Row> actionItems, List<Row> budgets, List<Row> members, PrintWriter out) {
    switch (format) {
      case JSON -> out.println(CauseJson.of(row, actionItems, budgets, members).toPrettyString());
      case CSV -> format.print(MEMBERS, cells(MEMBERS, members), out);
      case TABLE -> {
        format.print(List.of("field", "value"), fields(row), out);
        printAny(BROKEN, row.getList(row.fieldIndex(BROKEN_PROMISES)), out);
        printAny(ACTION_ITEMS, actionItems, out);
        printAny(BUDGETS, budgets.subList(0, Math.min(budgets.size(), MOST_BUDGETS)), out);
        printAny(MEMBERS, members, out);
      }
    }
  }

  private void printAny(List<String> columns, List<Row> rows, PrintWriter out) {
    if (!rows.isEmpty()) {
      out.println();
      format.print(columns, cells(columns, rows), out);
    }
  }

  private static List<List<@Nullable Object>> fields(Row row) {
    List<List<@Nullable Object>> fields = new ArrayList<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      if (value != null && !name.equals(BROKEN_PROMISES)) {
        fields.add(List.of(name, shown(value)));
      }
    }
    return fields;
  }

  private static Object shown(Object value) {
    return value instanceof scala.collection.Seq<?> elements ? elements.mkString(", ") : value;
  }

  private static List<List<@Nullable Object>> cells(List<String> columns, List<Row> rows) {
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(Arrays.asList(columns.stream().map(name -> row.getAs(name)).toArray()));
    }
    return cells;
  }
}
