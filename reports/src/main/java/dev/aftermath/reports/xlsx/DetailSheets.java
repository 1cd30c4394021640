package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheets that list: SLOs, breaches, incidents, causes, data health, definitions. */
final class DetailSheets {
  private final XSSFWorkbook workbook;
  private final Styles styles;
  private final WeeklyReport report;
  private final ZoneId zone;

  DetailSheets(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    this.workbook = workbook;
    this.styles = styles;
    this.report = report;
    this.zone = report.header().zone();
  }

  void add() {
    slos();
    breaches();
    new BudgetSheets(workbook, styles, report).add();
    RestatementSheet.add(workbook, styles, report);
    incidents();
    open();
    causes();
    brokenPromises();
    new ContractSheets(workbook, styles, report).add();
    new PromiseSheets(workbook, styles, report).add();
    LearningSheets.add(workbook, styles, report);
    health();
    definitions();
  }

  private void slos() {
    Table table =
        table(
            "SLOs",
            text("Service", 36),
            text("SLO", 26),
            text("Objective", 32),
            text("Group", 18),
            text("Window", 18),
            text("Verdict", 15),
            text("Verdict if unknown was bad", 15),
            text("Verdict if unknown was good", 15),
            ratio("Target"),
            ratio("SLI"),
            ratio("SLI, worst"),
            ratio("SLI, best"),
            ratio("Coverage"),
            count("Good events"),
            count("All events"),
            ratio("Budget consumed"),
            ratio("SLI, net of maintenance"),
            ratio("Budget consumed, net"),
            text("Verdict, net", 15),
            new Column("Budget lasts at 7-day pace (days)", 14, Kind.DECIMAL));
    report
        .slos()
        .forEach(
            line ->
                table.row(
                    line.service(),
                    line.slo(),
                    line.objective(),
                    line.group(),
                    line.windowLabel(),
                    words(line.verdict()),
                    words(line.verdictWorst()),
                    words(line.verdictBest()),
                    line.targetRatio(),
                    line.sli(),
                    line.sliWorst(),
                    line.sliBest(),
                    line.coverageRatio(),
                    line.good(),
                    line.total(),
                    line.budgetConsumedRatio(),
                    line.net().sli(),
                    line.net().budgetConsumedRatio(),
                    words(line.net().verdict()),
                    line.budgetLastsDays()));
    table.finish();
  }

  private void breaches() {
    Table table =
        table(
            "Breaches",
            text("Service", 36),
            text("SLO", 26),
            text("Objective", 32),
            text("Group", 18),
            moment("Started"),
            moment("Ended"),
            text("State", 22),
            new Column("Burn rate of the worst hour", 14, Kind.DECIMAL),
            ratio("Budget consumed, peak"));
    report
        .breaches()
        .forEach(
            line ->
                table.row(
                    line.service(),
                    line.slo(),
                    line.objective(),
                    line.group(),
                    line.startedAt(),
                    line.endedAt(),
                    words(line.ending()),
                    line.worstBurnRate(),
                    line.budgetConsumedRatio()));
    table.finish();
  }

  private void incidents() {
    Table table =
        table(
            "Incidents",
            text("Incident", 18),
            longText("Title", 60),
            text("Service", 36),
            text("Tenant", 14),
            text("Priority", 10),
            moment("Opened"),
            duration("To acknowledge"),
            duration("To resolve"),
            text("State", 16),
            text("Found in", 18));
    report
        .incidents()
        .forEach(
            line ->
                table.row(
                    line.id(),
                    line.title(),
                    line.service(),
                    line.tenant(),
                    line.priority(),
                    line.openedAt(),
                    line.acknowledgeSeconds(),
                    line.resolveSeconds(),
                    line.state(),
                    words(line.match())));
    table.finish();
  }

  private void open() {
    Table table =
        table(
            "Open incidents",
            text("Incident", 18),
            longText("Title", 60),
            text("Service", 36),
            text("Tenant", 14),
            text("Priority", 10),
            moment("Opened"),
            duration("Open for"));
    report
        .openIncidents()
        .forEach(
            line ->
                table.row(
                    line.id(),
                    line.title(),
                    line.service(),
                    line.tenant(),
                    line.priority(),
                    line.openedAt(),
                    line.ageSeconds()));
    table.finish();
  }

  private void causes() {
    Table table =
        table(
            "Causes",
            text("Cause id", 20),
            text("Service", 36),
            longText("Cause", 60),
            text("Status", 16),
            count("Episodes"),
            count("Of them in the last 4 weeks"),
            count("Incidents"),
            text("Trend", 12),
            ratio("Largest part of a four-week budget"),
            text("Of the SLO", 36),
            moment("First seen"),
            moment("Last seen"),
            moment("Said to be fixed"),
            text("By", 14),
            moment("Came back"),
            moment("Quiet from"),
            count("Action items open"),
            count("Of them overdue"),
            count("Action items done"),
            count("Oldest open (days)"),
            moment("First due"),
            duration("Incident time"),
            longText("Incident ids", 60));
    report
        .causes()
        .forEach(
            line ->
                table.row(
                    line.id(),
                    line.service(),
                    line.cause(),
                    word(line.standing().status()),
                    line.episodeCount(),
                    line.recentCount(),
                    line.incidentCount(),
                    word(line.trend()),
                    line.budgetShareRatio(),
                    line.budgetSlo(),
                    line.firstSeen(),
                    line.lastSeen(),
                    line.standing().fixedAt(),
                    line.standing().fixBasis() == null ? null : word(line.standing().fixBasis()),
                    line.standing().cameBackAt(),
                    line.standing().quietProvenAt(),
                    line.actionItems().openCount(),
                    line.actionItems().overdueCount(),
                    line.actionItems().doneCount(),
                    line.actionItems().oldestOpenDays(),
                    line.actionItems().earliestDueAt(),
                    line.incidentSeconds(),
                    String.join(", ", line.incidentIds())));
    table.finish();
  }

  private void brokenPromises() {
    Table table =
        table(
            "Broken promises",
            text("Cause id", 20),
            text("Service", 36),
            longText("Cause", 60),
            text("Number", 18),
            longText("Promise", 60),
            text("When it struck again", 20),
            moment("Due"),
            moment("Done"),
            count("Recurrences"),
            moment("First of them"),
            moment("Last of them"),
            count("Overdue then (days)"),
            count("Quiet before (days)"));
    report
        .brokenPromises()
        .forEach(
            line ->
                table.row(
                    line.causeId(),
                    line.service(),
                    line.cause(),
                    line.number(),
                    line.promise(),
                    word(line.kind()),
                    line.dueAt(),
                    line.doneAt(),
                    line.recurrenceCount(),
                    line.firstRecurredAt(),
                    line.lastRecurredAt(),
                    line.overdueDays(),
                    line.quietDays()));
    table.finish();
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void health() {
    Table table =
        table(
            "Data health",
            text("Source", 30),
            count("Files"),
            count("Good records"),
            count("Duplicate records"),
            count("Quarantined records"),
            moment("Last observed"),
            longText("Warnings", 80));
    report
        .dataHealth()
        .forEach(
            line ->
                table.row(
                    line.source(),
                    line.files(),
                    line.goodRecords(),
                    line.duplicateRecords(),
                    line.quarantinedRecords(),
                    line.lastObservedAt(),
                    String.join("; ", line.warnings())));
    table.finish();
  }

  private void definitions() {
    Table table =
        table("Definitions", text("Definition", 26), text("Version", 10), longText("Meaning", 110));
    report.definitions().forEach(line -> table.row(line.id(), line.version(), line.text()));
    table.finish();
  }

  private Table table(String name, Column... columns) {
    return new Table(workbook, name, styles, zone, List.of(columns));
  }

  private Column moment(String header) {
    return new Column("%s (%s)".formatted(header, zone), 21, Kind.MOMENT);
  }

  private static Column text(String header, int width) {
    return new Column(header, width, Kind.TEXT);
  }

  private static Column longText(String header, int width) {
    return new Column(header, width, Kind.LONG_TEXT);
  }

  private static Column count(String header) {
    return new Column(header, 14, Kind.COUNT);
  }

  private static Column ratio(String header) {
    return new Column(header, 12, Kind.RATIO);
  }

  private static Column duration(String header) {
    return new Column(header + " (h:mm:ss)", 15, Kind.DURATION);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
