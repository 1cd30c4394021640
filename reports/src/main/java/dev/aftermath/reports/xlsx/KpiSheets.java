package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.MeanChange;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** The KPIs of the week, and beside them why their means changed. */
final class KpiSheets {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("KPI", 25, Kind.TEXT),
          new Column("Definition", 26, Kind.TEXT),
          new Column("Version", 9, Kind.TEXT),
          new Column("Unit", 9, Kind.TEXT),
          new Column("Headline", 10, Kind.TEXT),
          new Column("n", 6, Kind.COUNT),
          new Column("Mean", 9, Kind.DECIMAL),
          new Column("Median", 9, Kind.DECIMAL),
          new Column("90th percentile", 11, Kind.DECIMAL),
          new Column("Week before", 9, Kind.DECIMAL),
          new Column("Change", 9, Kind.SHARE),
          new Column("Lower, 95 %", 9, Kind.DECIMAL),
          new Column("Upper, 95 %", 9, Kind.DECIMAL),
          new Column("Against the weeks before", 32, Kind.LONG_TEXT),
          new Column("Shows from", 8, Kind.SHARE),
          new Column("Not over", 7, Kind.COUNT),
          new Column("Median with those", 11, Kind.DECIMAL),
          new Column("Target", 8, Kind.DECIMAL),
          new Column("Note", 14, Kind.LONG_TEXT));

  private static final List<Column> CHANGES =
      List.of(
          new Column("KPI", 27, Kind.TEXT),
          new Column("Definition", 26, Kind.TEXT),
          new Column("n", 8, Kind.COUNT),
          new Column("Mean (h:mm:ss)", 12, Kind.DURATION),
          new Column("Change of the mean (s)", 15, Kind.COUNT),
          new Column("of it the longest incident (s)", 19, Kind.COUNT),
          new Column("of it another mix of priorities (s)", 20, Kind.COUNT),
          new Column("of it within priorities (s)", 18, Kind.COUNT),
          new Column("Mean without the longest (h:mm:ss)", 20, Kind.DURATION),
          new Column("Longest incident", 20, Kind.TEXT));

  private KpiSheets() {}

  static void add(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    figures(workbook, styles, report);
    KpiWeeksSheet.add(workbook, styles, report);
    changes(workbook, styles, report);
  }

  /** The columns of figures take the unit of their row. */
  static Kind kind(KpiTile kpi) {
    return switch (kpi.unit()) {
      case COUNT -> Kind.COUNT;
      case SECONDS -> Kind.DURATION;
      case RATIO -> Kind.SHARE;
    };
  }

  private static void figures(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Table table = new Table(workbook, "KPIs", styles, report.header().zone(), COLUMNS);
    report.kpis().forEach(kpi -> table.row(values(kpi)));
    XSSFSheet sheet = table.finish();
    for (int i = 0; i < report.kpis().size(); i++) {
      typed(table, sheet.getRow(i + 1), report.kpis().get(i));
    }
  }

  private static @Nullable Object[] values(KpiTile kpi) {
    @Nullable Object[] values = new Object[COLUMNS.size()];
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
    values[18] = kpi.note() == null ? "" : kpi.note();
    return values;
  }

  private static void typed(Table table, XSSFRow row, KpiTile kpi) {
    Kind kind = kind(kpi);
    table.fill(row.getCell(6), kind, kpi.mean());
    table.fill(row.getCell(7), kind, kpi.median());
    table.fill(row.getCell(8), kind, kpi.p90());
    table.fill(row.getCell(9), kind, kpi.previousValue());
    Interval interval = kpi.interval();
    table.fill(row.getCell(11), kind, interval == null ? null : interval.lower());
    table.fill(row.getCell(12), kind, interval == null ? null : interval.upper());
    OpenEnded openEnded = kpi.openEnded();
    table.fill(row.getCell(16), kind, openEnded == null ? null : openEnded.median());
    table.fill(row.getCell(17), kind, kpi.target() == null ? null : kpi.target().value());
  }

  private static void changes(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Table table = new Table(workbook, "KPI changes", styles, report.header().zone(), CHANGES);
    boolean anyChanged = false;
    for (KpiTile kpi : report.kpis()) {
      MeanChange change = kpi.meanChange();
      if (change != null) {
        anyChanged = true;
        table.row(
            kpi.name(),
            kpi.id(),
            kpi.n(),
            kpi.mean(),
            change.changeSeconds(),
            change.longestSeconds(),
            change.mixSeconds(),
            change.withinSeconds(),
            change.withoutLongestSeconds(),
            change.longestIncident());
      }
    }
    if (!anyChanged) {
      table.note("No mean of this week can be compared with one of the week before.");
    }
    table.finish();
  }
}
