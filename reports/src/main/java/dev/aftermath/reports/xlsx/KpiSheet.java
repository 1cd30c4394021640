package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.MeanChange;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** The KPIs of the week, their weekly values beside them, and one native chart each. */
final class KpiSheet {
  private static final int FIRST_WEEK = 24;
  private static final int CHARTS_PER_ROW = 3;
  private static final int CHART_PIXELS = 480;
  private static final int GAP_PIXELS = 16;
  private static final int CHART_ROWS = 14;

  private KpiSheet() {}

  static void add(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("KPI", 27, Kind.TEXT),
                new Column("Definition", 17, Kind.TEXT),
                new Column("Version", 9, Kind.TEXT),
                new Column("Unit", 9, Kind.TEXT),
                new Column("Headline", 10, Kind.TEXT),
                new Column("n", 7, Kind.COUNT),
                new Column("Mean", 10, Kind.DECIMAL),
                new Column("Median", 10, Kind.DECIMAL),
                new Column("90th percentile", 12, Kind.DECIMAL),
                new Column("Week before", 10, Kind.DECIMAL),
                new Column("Change", 9, Kind.SHARE),
                new Column("Lower, 95 %", 10, Kind.DECIMAL),
                new Column("Upper, 95 %", 10, Kind.DECIMAL),
                new Column("Against the weeks before", 30, Kind.TEXT),
                new Column("Shows from", 9, Kind.SHARE),
                new Column("Not over", 9, Kind.COUNT),
                new Column("Median with those", 10, Kind.DECIMAL),
                new Column("Change of mean, seconds", 11, Kind.COUNT),
                new Column("of it the longest, seconds", 11, Kind.COUNT),
                new Column("of it the mix, seconds", 11, Kind.COUNT),
                new Column("of it within, seconds", 11, Kind.COUNT),
                new Column("Longest incident", 20, Kind.TEXT),
                new Column("Target", 10, Kind.DECIMAL),
                new Column("Note", 24, Kind.LONG_TEXT)));
    List<String> weeks =
        report.kpis().isEmpty()
            ? List.of()
            : report.kpis().get(0).weeks().stream().map(WeekPoint::isoWeek).toList();
    weeks.forEach(week -> columns.add(new Column(week, 10, Kind.DECIMAL)));
    Table table = new Table(workbook, "KPIs", styles, report.header().zone(), columns);
    for (KpiTile kpi : report.kpis()) {
      table.row(values(kpi, columns.size()));
    }
    XSSFSheet sheet = table.finish();
    for (int i = 0; i < report.kpis().size(); i++) {
      KpiTile kpi = report.kpis().get(i);
      typed(table, sheet.getRow(i + 1), kpi);
      if (kpi.weeks().size() > 1) {
        chart(sheet, kpi, i, report.kpis().size() + 3);
      }
    }
  }

  private static @Nullable Object[] values(KpiTile kpi, int size) {
    @Nullable Object[] values = new Object[size];
    values[0] = kpi.name();
    values[1] = kpi.id();
    values[2] = kpi.version();
    values[3] =
        kpi.unit() == Unit.SECONDS ? "h:mm:ss" : kpi.unit() == Unit.RATIO ? "share" : "count";
    values[4] = kpi.statistic().name().toLowerCase(Locale.ROOT);
    values[5] = kpi.n();
    values[10] = kpi.change();
    values[13] = kpi.value() == null ? "" : kpi.variation().words(kpi.n());
    values[14] = kpi.variation().detectableChange();
    OpenEnded openEnded = kpi.openEnded();
    values[15] = openEnded == null ? null : openEnded.n();
    MeanChange change = kpi.meanChange();
    if (change != null) {
      values[17] = change.changeSeconds();
      values[18] = change.longestSeconds();
      values[19] = change.mixSeconds();
      values[20] = change.withinSeconds();
    }
    values[21] = change == null ? "" : change.longestIncident();
    values[23] = kpi.note() == null ? "" : kpi.note();
    return values;
  }

  /** The columns of figures take the unit of their row. */
  private static void typed(Table table, XSSFRow row, KpiTile kpi) {
    Kind kind =
        switch (kpi.unit()) {
          case COUNT -> Kind.COUNT;
          case SECONDS -> Kind.DURATION;
          case RATIO -> Kind.SHARE;
        };
    table.fill(row.getCell(6), kind, kpi.mean());
    table.fill(row.getCell(7), kind, kpi.median());
    table.fill(row.getCell(8), kind, kpi.p90());
    table.fill(row.getCell(9), kind, kpi.previousValue());
    Interval interval = kpi.interval();
    table.fill(row.getCell(11), kind, interval == null ? null : interval.lower());
    table.fill(row.getCell(12), kind, interval == null ? null : interval.upper());
    OpenEnded openEnded = kpi.openEnded();
    table.fill(row.getCell(16), kind, openEnded == null ? null : openEnded.median());
    table.fill(row.getCell(22), kind, kpi.target() == null ? null : kpi.target().value());
    for (int i = 0; i < kpi.weeks().size() && row.getCell(FIRST_WEEK + i) != null; i++) {
      Double value = kpi.weeks().get(i).value();
      table.fill(row.getCell(FIRST_WEEK + i), kind, value);
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
