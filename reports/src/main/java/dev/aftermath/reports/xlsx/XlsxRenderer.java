package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.ReportFormat;
import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.json.ReportId;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes a report as a workbook: figures are numbers, text is always text, nothing is a formula.
 */
public final class XlsxRenderer implements ReportRenderer {
  @Override
  public ReportFormat format() {
    return ReportFormat.XLSX;
  }

  @Override
  public void render(WeeklyReport report, OutputStream out) throws IOException {
    try (var workbook = new XSSFWorkbook()) {
      Styles styles = new Styles(workbook);
      summary(workbook, styles, report);
      KpiSheets.add(workbook, styles, report);
      new DetailSheets(workbook, styles, report).add();
      properties(workbook, report.header());
      var bytes = new ByteArrayOutputStream();
      workbook.write(bytes);
      StableZip.copy(bytes.toByteArray(), out);
    }
  }

  private static void properties(XSSFWorkbook workbook, Header header) {
    var properties = workbook.getProperties().getCoreProperties();
    var asOf = Optional.of(Date.from(header.asOf()));
    properties.setCreator(header.organisation());
    properties.setTitle(header.title() + " " + header.isoWeek());
    properties.setCreated(asOf);
    properties.setModified(asOf);
    properties.setLastModifiedByUser("Aftermath");
  }

  private static void summary(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Header header = report.header();
    Table table =
        new Table(
            workbook,
            "Summary",
            styles,
            header.zone(),
            List.of(
                new Column(header.title(), 52, Kind.TEXT),
                new Column(header.isoWeek(), 100, Kind.LONG_TEXT)));
    table.row("Organisation", header.organisation());
    table.row("Worst SLO", report.sentences().worstSlo());
    table.row("What changed", report.sentences().change());
    table.row("Needs a decision", report.sentences().decision());
    table.row(
        "Period start (inclusive)", header.periodStart().atZone(header.zone()).toOffsetDateTime());
    table.row(
        "Period end (exclusive)", header.periodEnd().atZone(header.zone()).toOffsetDateTime());
    table.row("Zone of all times", header.zone());
    table.row("As of", header.asOf().atZone(header.zone()).toOffsetDateTime());
    table.row(
        "State",
        header.state().name().toLowerCase(Locale.ROOT)
            + (header.state() == Header.State.PROVISIONAL
                ? ": late data can change the figures until "
                : ": the week takes no late data since ")
            + header.finalFrom().atZone(header.zone()).toOffsetDateTime());
    table.row("Report", ReportId.of(report));
    report
        .excluded()
        .forEach(line -> table.row("Left out: " + line.reason(), line.count() + " incidents"));
    header
        .tableVersions()
        .forEach(line -> table.row("Lake table " + line.table() + ", version", line.words()));
    XSSFSheet sheet = table.finish();
    sheet.getRow(0).getCell(0).setCellStyle(styles.title());
    sheet.getRow(0).getCell(1).setCellStyle(styles.title());
  }
}
