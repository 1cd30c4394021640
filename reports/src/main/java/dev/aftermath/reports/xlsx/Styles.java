package dev.aftermath.reports.xlsx;

import java.util.EnumMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The cell styles of a workbook, each made once. */
final class Styles {
  private static final byte[] ACCENT = {0x1F, 0x5A, (byte) 0x92};
  private static final byte[] PANEL = {(byte) 0xF4, (byte) 0xF6, (byte) 0xF8};

  private final Map<Kind, XSSFCellStyle> byKind = new EnumMap<>(Kind.class);
  private final XSSFCellStyle header;
  private final XSSFCellStyle figureHeader;
  private final XSSFCellStyle title;
  private final XSSFCellStyle none;
  private final XSSFCellStyle guarded;

  Styles(XSSFWorkbook workbook) {
    for (Kind kind : Kind.values()) {
      XSSFCellStyle style = workbook.createCellStyle();
      style.setDataFormat(workbook.createDataFormat().getFormat(kind.format()));
      style.setVerticalAlignment(VerticalAlignment.TOP);
      style.setWrapText(kind == Kind.LONG_TEXT);
      if (kind.isText()) {
        // Keeps text off the figures that stand right in the column before.
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setIndention((short) 1);
      }
      byKind.put(kind, style);
    }
    header = workbook.createCellStyle();
    header.setFont(bold(workbook, 11, new byte[] {0x1B, 0x27, 0x33}));
    header.setFillForegroundColor(new XSSFColor(PANEL, null));
    header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    header.setBorderBottom(BorderStyle.THIN);
    header.setWrapText(true);
    header.setVerticalAlignment(VerticalAlignment.TOP);
    header.setAlignment(HorizontalAlignment.LEFT);
    header.setIndention((short) 1);
    figureHeader = workbook.createCellStyle();
    figureHeader.cloneStyleFrom(header);
    figureHeader.setAlignment(HorizontalAlignment.RIGHT);
    figureHeader.setIndention((short) 0);
    title = workbook.createCellStyle();
    title.setFont(bold(workbook, 16, ACCENT));
    title.setAlignment(HorizontalAlignment.LEFT);
    title.setIndention((short) 1);
    none = workbook.createCellStyle();
    none.setAlignment(HorizontalAlignment.RIGHT);
    none.setVerticalAlignment(VerticalAlignment.TOP);
    guarded = workbook.createCellStyle();
    guarded.cloneStyleFrom(byKind.get(Kind.LONG_TEXT));
    guarded.setQuotePrefixed(true);
  }

  private static XSSFFont bold(XSSFWorkbook workbook, int points, byte[] colour) {
    XSSFFont font = workbook.createFont();
    font.setBold(true);
    font.setFontHeightInPoints((short) points);
    font.setColor(new XSSFColor(colour, null));
    return font;
  }

  XSSFCellStyle of(Kind kind) {
    XSSFCellStyle style = byKind.get(kind);
    if (style == null) {
      throw new IllegalStateException("No style for " + kind);
    }
    return style;
  }

  /** For the header of a column: it stands where its values stand. */
  XSSFCellStyle header(Kind kind) {
    return kind.isText() ? header : figureHeader;
  }

  XSSFCellStyle title() {
    return title;
  }

  /** For the mark of an undefined figure. */
  XSSFCellStyle none() {
    return none;
  }

  /** For text that would become a formula if somebody edited its cell. */
  XSSFCellStyle guarded() {
    return guarded;
  }
}
