package dev.aftermath.reports.xlsx;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** One sheet with one table: frozen header, filter, widths, landscape print on one page's width. */
final class Table {
  private static final int LONGEST_CELL = 32_767;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double LINE_POINTS = 15;
  private static final double HIGHEST_ROW_POINTS = 409;
  private static final double SIDE_INCHES = 0.4;

  /** How much wider a character of the bold header is. */
  private static final double HEADER_CHARACTER = 1.15;

  private static final String NONE = "–";

  private final XSSFSheet sheet;
  private final Styles styles;
  private final ZoneId zone;
  private final List<Column> columns;
  private int rows;

  Table(XSSFWorkbook workbook, String name, Styles styles, ZoneId zone, List<Column> columns) {
    this.sheet = workbook.createSheet(name);
    this.styles = styles;
    this.zone = zone;
    this.columns = columns;
    XSSFRow header = sheet.createRow(rows++);
    for (int i = 0; i < columns.size(); i++) {
      sheet.setColumnWidth(i, columns.get(i).width() * 256);
      XSSFCell cell = header.createCell(i);
      cell.setCellValue(columns.get(i).header());
      cell.setCellStyle(styles.header(columns.get(i).kind()));
    }
    heighten(header, HEADER_CHARACTER);
    sheet.createFreezePane(0, 1);
    sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
    layOut(sheet);
  }

  static void layOut(XSSFSheet sheet) {
    sheet.setFitToPage(true);
    PrintSetup print = sheet.getPrintSetup();
    print.setPaperSize(PrintSetup.A4_PAPERSIZE);
    print.setLandscape(true);
    print.setFitWidth((short) 1);
    print.setFitHeight((short) 0);
    sheet.setMargin(PageMargin.LEFT, SIDE_INCHES);
    sheet.setMargin(PageMargin.RIGHT, SIDE_INCHES);
    sheet.getFooter().setLeft("&A");
    sheet.getFooter().setRight("&P / &N");
  }

  /** Adds a row with one value for every column, in their order. */
  void row(@Nullable Object... values) {
    XSSFRow row = sheet.createRow(rows++);
    for (int i = 0; i < columns.size(); i++) {
      fill(row.createCell(i), columns.get(i).kind(), values[i]);
    }
    heighten(row, 1);
  }

  /**
   * Says why there are no rows; the sentence may run over the cells beside it, which stay empty.
   */
  void note(String sentence) {
    XSSFCell cell = sheet.createRow(rows++).createCell(0);
    cell.setCellStyle(styles.of(Kind.TEXT));
    text(cell, sentence);
  }

  /** Room for wrapped text: a spreadsheet does not make it for a file that it only opens. */
  private void heighten(XSSFRow row, double characterWidth) {
    long most = 1;
    for (int i = 0; i < columns.size(); i++) {
      XSSFCell cell = row.getCell(i);
      if (cell.getCellType() == CellType.STRING && cell.getCellStyle().getWrapText()) {
        most = Math.max(most, lines(cell.getStringCellValue(), columns.get(i), characterWidth));
      }
    }
    if (most > 1) {
      row.setHeightInPoints((float) Math.min(most * LINE_POINTS, HIGHEST_ROW_POINTS));
    }
  }

  private static long lines(String text, Column column, double characterWidth) {
    // A letter is narrower than the digit that widths count in, but a line rarely fills up.
    double room = Math.max(1, column.width() * 1.05 / characterWidth);
    return text.lines()
        .mapToLong(line -> Math.max(1, (long) Math.ceil(line.length() / room)))
        .sum();
  }

  /** Puts the filter over all rows written. */
  XSSFSheet finish() {
    sheet.setAutoFilter(new CellRangeAddress(0, rows - 1, 0, columns.size() - 1));
    return sheet;
  }

  /** Fills a cell; a null becomes a dash, as an empty cell could be taken for 0. */
  void fill(XSSFCell cell, Kind kind, @Nullable Object value) {
    cell.setCellStyle(styles.of(kind));
    if (value == null) {
      cell.setCellValue(NONE);
      cell.setCellStyle(kind.isText() ? styles.of(kind) : styles.none());
    } else if (value instanceof Instant instant) {
      cell.setCellValue(instant.atZone(zone).toLocalDateTime());
    } else if (value instanceof Number number) {
      cell.setCellValue(
          kind == Kind.DURATION ? number.doubleValue() / SECONDS_PER_DAY : number.doubleValue());
    } else {
      text(cell, value.toString());
    }
  }

  private void text(XSSFCell cell, String text) {
    cell.setCellValue(
        text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL - 2) + " …" : text);
    if (!text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0) {
      cell.setCellStyle(styles.guarded());
    }
  }
}
