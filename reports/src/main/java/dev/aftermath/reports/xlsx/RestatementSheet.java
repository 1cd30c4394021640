package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.RestatementLine;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheet that lists restated figures, as the ledgers have them. */
final class RestatementSheet {
  private RestatementSheet() {}

  static void add(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Table table =
        new Table(
            workbook,
            "Restatements",
            styles,
            report.header().zone(),
            List.of(
                text("SLO or KPI", 30),
                text("Objective or incidents", 24),
                text("Group", 18),
                text("As of the end of", 14),
                text("Figure", 26),
                text("Unit", 10),
                text("Was", 22),
                text("Is", 22),
                text("Reason", 20),
                text("Table", 14),
                new Column("From version", 12, Kind.COUNT),
                new Column("To version", 12, Kind.COUNT)));
    report.restatements().forEach(line -> add(table, line));
    table.finish();
  }

  private static void add(Table table, RestatementLine line) {
    Unit unit = line.unit();
    table.row(
        line.subject(),
        line.part(),
        line.group(),
        line.endOf(),
        line.figure(),
        unit == null ? "" : unit.name().toLowerCase(Locale.ROOT),
        line.oldValue(),
        line.newValue(),
        line.reason().replace('_', ' '),
        line.table(),
        line.fromVersion(),
        line.toVersion());
  }

  private static Column text(String header, int width) {
    return new Column(header, width, Kind.TEXT);
  }
}
