package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.Units;
import org.apache.poi.xddf.usermodel.PresetColor;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.DisplayBlanks;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** The KPIs of the last weeks, and one native chart each. */
final class KpiWeeksSheet {
  private static final int FIRST_WEEK = 1;
  private static final int CHARTS_PER_ROW = 2;
  private static final int CHART_PIXELS = 500;
  private static final int GAP_PIXELS = 16;
  private static final int CHART_ROWS = 13;

  private KpiWeeksSheet() {}

  static void add(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    List<Column> columns = new ArrayList<>(List.of(new Column("KPI", 27, Kind.TEXT)));
    List<String> weeks =
        report.kpis().isEmpty()
            ? List.of()
            : report.kpis().get(0).weeks().stream().map(WeekPoint::isoWeek).toList();
    weeks.forEach(week -> columns.add(new Column(week, 10, Kind.DECIMAL)));
    Table table = new Table(workbook, "KPI weeks", styles, report.header().zone(), columns);
    for (KpiTile kpi : report.kpis()) {
      @Nullable Object[] values = new Object[columns.size()];
      values[0] = kpi.name();
      table.row(values);
    }
    XSSFSheet sheet = table.finish();
    // All charts fit on one page that is higher than wide: no page break cuts one in two.
    sheet.getPrintSetup().setLandscape(false);
    sheet.getPrintSetup().setFitHeight((short) 1);
    for (int i = 0; i < report.kpis().size(); i++) {
      KpiTile kpi = report.kpis().get(i);
      fill(table, sheet.getRow(i + 1), kpi);
      if (kpi.weeks().size() > 1) {
        chart(sheet, kpi, i, report.kpis().size() + 3);
      }
    }
  }

  private static void fill(Table table, XSSFRow row, KpiTile kpi) {
    for (int i = 0; i < kpi.weeks().size() && row.getCell(FIRST_WEEK + i) != null; i++) {
      Double value = kpi.weeks().get(i).value();
      table.fill(row.getCell(FIRST_WEEK + i), KpiSheets.kind(kpi), value);
      if (value == null) {
        // A chart shows text as 0 and a blank cell as a gap.
        row.getCell(FIRST_WEEK + i).setBlank();
      }
    }
  }

  /** Finds the column at a distance from the left edge: columns differ in width, charts do not. */
  private static void place(
      XSSFSheet sheet, int distancePixels, IntConsumer column, IntConsumer offset) {
    double rest = distancePixels;
    int at = 0;
    while (rest >= sheet.getColumnWidthInPixels(at)) {
      rest -= sheet.getColumnWidthInPixels(at);
      at++;
    }
    column.accept(at);
    offset.accept((int) Math.round(rest * Units.EMU_PER_PIXEL));
  }

  private static void chart(XSSFSheet sheet, KpiTile kpi, int index, int firstRow) {
    int row = firstRow + index / CHARTS_PER_ROW * (CHART_ROWS + 1);
    int left = index % CHARTS_PER_ROW * (CHART_PIXELS + GAP_PIXELS);
    var drawing = sheet.createDrawingPatriarch();
    var anchor = drawing.createAnchor(0, 0, 0, 0, 0, row, 0, row + CHART_ROWS);
    place(sheet, left, anchor::setCol1, anchor::setDx1);
    place(sheet, left + CHART_PIXELS, anchor::setCol2, anchor::setDx2);
    XSSFChart chart = drawing.createChart(anchor);
    chart.setTitleText(kpi.name());
    chart.setTitleOverlay(false);
    chart.displayBlanksAs(DisplayBlanks.GAP);
    var bottom = chart.createCategoryAxis(AxisPosition.BOTTOM);
    var values = chart.createValueAxis(AxisPosition.LEFT);
    values.setCrosses(AxisCrosses.AUTO_ZERO);
    values.setMinimum(0);
    values.setNumberFormat(
        switch (kpi.unit()) {
          case COUNT -> "#,##0";
          case SECONDS -> "[h]:mm:ss";
          case RATIO -> "0%";
        });
    int last = FIRST_WEEK + kpi.weeks().size() - 1;
    var weeks =
        XDDFDataSourcesFactory.fromStringCellRange(
            sheet, new CellRangeAddress(0, 0, FIRST_WEEK, last));
    var figures =
        XDDFDataSourcesFactory.fromNumericCellRange(
            sheet, new CellRangeAddress(index + 1, index + 1, FIRST_WEEK, last));
    var data = (XDDFLineChartData) chart.createData(ChartTypes.LINE, bottom, values);
    var series = (XDDFLineChartData.Series) data.addSeries(weeks, figures);
    series.setTitle(kpi.name(), null);
    series.setSmooth(false);
    series.setMarkerStyle(MarkerStyle.CIRCLE);
    series.setLineProperties(
        new XDDFLineProperties(
            new XDDFSolidFillProperties(XDDFColor.from(PresetColor.STEEL_BLUE))));
    chart.plot(data);
  }
}
