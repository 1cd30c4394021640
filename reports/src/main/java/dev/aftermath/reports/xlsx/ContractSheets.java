package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheets about the operations contract: its rules, and all that breaks them. */
final class ContractSheets {
  private final XSSFWorkbook workbook;
  private final Styles styles;
  private final WeeklyReport report;
  private final ZoneId zone;

  ContractSheets(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    this.workbook = workbook;
    this.styles = styles;
    this.report = report;
    this.zone = report.header().zone();
  }

  void add() {
    rules();
    findings();
  }

  private void rules() {
    Table table =
        table(
            "Contract",
            text("Rule", 29),
            count("Version", 9),
            text("Subject", 10),
            text("Severity", 10),
            text("Owner", 20),
            text("Checked on", 10),
            count("Checked", 10),
            count("Kept", 7),
            count("Broken", 9),
            new Column("Kept of checked", 10, Kind.SHARE),
            count("Open findings", 11),
            count("New this week", 9),
            new Column("Against the weeks before", 26, Kind.LONG_TEXT),
            count("Weeks compared", 11),
            new Column("What the rule asks for", 44, Kind.LONG_TEXT));
    List<ContractRuleLine> rules = report.promises().rules();
    if (rules.isEmpty()) {
      table.note("No rule of the operations contract is declared.");
    }
    rules.forEach(
        line ->
            table.row(
                line.rule(),
                line.version(),
                line.subject(),
                line.severity(),
                line.owner(),
                line.span().name().toLowerCase(Locale.ROOT),
                line.checkedCount(),
                line.metCount(),
                line.brokenCount(),
                line.metRatio(),
                line.openCount(),
                line.newOpenCount(),
                against(line),
                line.variation() == null || line.metRatio() == null
                    ? null
                    : line.variation().baselineWeeks(),
                line.text()));
    table.finish();
  }

  /** Nothing is compared where nothing was checked. */
  private static String against(ContractRuleLine line) {
    return line.variation() == null || line.metRatio() == null
        ? ""
        : line.variation().words(line.checkedCount());
  }

  private void findings() {
    Table table =
        table(
            "Contract findings",
            text("Number", 25),
            text("Rule", 29),
            text("Severity", 10),
            new Column("What is missing", 34, Kind.LONG_TEXT),
            new Column("Title", 32, Kind.LONG_TEXT),
            new Column("Services", 18, Kind.LONG_TEXT),
            text("Tenant", 12),
            new Column("Began (%s)".formatted(zone), 19, Kind.MOMENT),
            text("This week", 7),
            text("State", 8),
            text("Owner of the rule", 20),
            new Column("Place", 24, Kind.LONG_TEXT));
    if (report.promises().findings().isEmpty()) {
      table.note("No rule was broken in this week, and no older finding is open.");
    }
    report
        .promises()
        .findings()
        .forEach(
            line ->
                table.row(
                    line.number(),
                    line.rule(),
                    line.severity(),
                    line.inWords(),
                    line.title() == null ? "" : line.title(),
                    String.join(", ", line.services()),
                    line.tenant() == null ? "" : line.tenant(),
                    line.beganAt(),
                    isOfWeek(line) ? "yes" : "no",
                    line.state().name().toLowerCase(Locale.ROOT),
                    line.owner(),
                    line.place() == null ? "" : line.place()));
    table.finish();
  }

  private boolean isOfWeek(ContractFindingLine line) {
    Instant began = line.beganAt();
    return began != null && !began.isBefore(report.header().periodStart());
  }

  private Table table(String name, Column... columns) {
    return new Table(workbook, name, styles, zone, List.of(columns));
  }

  private static Column text(String header, int width) {
    return new Column(header, width, Kind.TEXT);
  }

  private static Column count(String header, int width) {
    return new Column(header, width, Kind.COUNT);
  }
}
