package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.BudgetLine;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** The sheets that list what became of error budgets. */
final class BudgetSheets {
  private final XSSFWorkbook workbook;
  private final Styles styles;
  private final WeeklyReport report;
  private final ZoneId zone;

  BudgetSheets(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    this.workbook = workbook;
    this.styles = styles;
    this.report = report;
    this.zone = report.header().zone();
  }

  void add() {
    spent();
    rules();
    alerts();
    dips();
    exclusions();
  }

  private void spent() {
    Table table =
        table(
            "Budget spent",
            moment("From"),
            moment("To"),
            text("Part", 16),
            text("Incident", 18),
            ratio("Of the budget"),
            ratio("Of all that was bad"));
    for (BudgetLine line : report.errorBudgets().spent()) {
      for (BudgetLine.Part part : line.parts()) {
        row(
            table,
            line.objective(),
            line.windowStart(),
            line.evaluatedAt(),
            words(part.kind()),
            part.incident() == null ? "" : part.incident(),
            part.shareOfBudgetRatio(),
            part.shareOfBadRatio());
      }
    }
    table.finish();
  }

  private void rules() {
    Table table =
        table(
            "20 % rules",
            text("Rule", 22),
            new Column("Incident or cause", 50, Kind.LONG_TEXT),
            moment("From"),
            moment("To"),
            text("Window", 12),
            new Column("Incidents", 12, Kind.COUNT),
            ratio("Of the budget"));
    report
        .errorBudgets()
        .rules()
        .forEach(
            line ->
                row(
                    table,
                    line.objective(),
                    words(line.rule()),
                    line.subject(),
                    line.windowStart(),
                    line.evaluatedAt(),
                    line.coversWindow() ? "over" : "so far",
                    line.incidentCount(),
                    line.shareOfBudgetRatio()));
    table.finish();
  }

  private void alerts() {
    Table table =
        table(
            "Burn-rate alerts",
            text("Policy", 26),
            text("Rule", 22),
            text("Severity", 12),
            moment("Fires"),
            moment("Ends"),
            text("State", 22),
            new Column("Worst burn rate", 14, Kind.DECIMAL),
            ratio("Budget spent before"),
            ratio("Budget spent meanwhile"));
    report
        .errorBudgets()
        .alerts()
        .forEach(
            line ->
                row(
                    table,
                    line.objective(),
                    line.policy(),
                    line.rule(),
                    line.severity(),
                    line.startedAt(),
                    line.endedAt(),
                    words(line.ending()),
                    line.worstBurnRate(),
                    line.budgetSpentBeforeRatio(),
                    line.budgetSpentDuringRatio()));
    table.finish();
  }

  private void dips() {
    Table table =
        table(
            "Dips",
            text("Finding", 24),
            moment("From"),
            moment("To"),
            ratio("Of the budget"),
            text("Incident", 18));
    report
        .errorBudgets()
        .dips()
        .forEach(
            line ->
                row(
                    table,
                    line.objective(),
                    words(line.finding()),
                    line.startedAt(),
                    line.endedAt(),
                    line.shareOfBudgetRatio(),
                    line.incident()));
    table.finish();
  }

  private void exclusions() {
    Table table =
        table(
            "Exclusions",
            text("Change", 18),
            moment("From"),
            moment("To"),
            text("Approval", 14),
            text("Approved by", 26),
            moment("Approved"),
            new Column("Bad left out", 14, Kind.DECIMAL),
            new Column("All left out", 14, Kind.DECIMAL),
            text("Findings", 34));
    report
        .errorBudgets()
        .exclusions()
        .forEach(
            line ->
                row(
                    table,
                    line.objective(),
                    line.exclusion(),
                    line.startedAt(),
                    line.endedAt(),
                    line.approval(),
                    line.approver(),
                    line.approvedAt(),
                    line.bad(),
                    line.total(),
                    String.join(", ", line.findings())));
    table.finish();
  }

  private Table table(String name, Column... columns) {
    List<Column> all =
        new ArrayList<>(
            List.of(
                text("Service", 36), text("SLO", 26), text("Objective", 24), text("Group", 18)));
    all.addAll(Arrays.asList(columns));
    return new Table(workbook, name, styles, zone, all);
  }

  private static void row(Table table, ObjectiveName objective, @Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(objective.service());
    all.add(objective.slo());
    all.add(objective.objective());
    all.add(objective.group());
    all.addAll(Arrays.asList(values));
    table.row(all.toArray());
  }

  private Column moment(String header) {
    return new Column("%s (%s)".formatted(header, zone), 21, Kind.MOMENT);
  }

  private static Column text(String header, int width) {
    return new Column(header, width, Kind.TEXT);
  }

  private static Column ratio(String header) {
    return new Column(header, 14, Kind.RATIO);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
