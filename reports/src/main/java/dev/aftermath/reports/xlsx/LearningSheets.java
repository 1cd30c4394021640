package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Learning;
import dev.aftermath.reports.model.LearningLine;
import dev.aftermath.reports.model.OwedLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheets about what was learnt from incidents. */
final class LearningSheets {
  private LearningSheets() {}

  static void add(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    learnt(workbook, styles, report);
    owed(workbook, styles, report);
  }

  private static void learnt(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Learning learning = report.learning();
    Table table =
        new Table(
            workbook,
            "Learning",
            styles,
            report.header().zone(),
            List.of(
                new Column("What", 30, Kind.TEXT),
                new Column("Weeks", 14, Kind.TEXT),
                new Column("Done", 14, Kind.COUNT),
                new Column("Decided", 14, Kind.COUNT),
                new Column("Done of decided", 15, Kind.SHARE),
                new Column("95 % from", 15, Kind.SHARE),
                new Column("95 % to", 15, Kind.SHARE),
                new Column("Not decided", 14, Kind.COUNT)));
    if (learning.lines().isEmpty()) {
      table.note("No incident asks for a postmortem, and no action item is known.");
    }
    for (LearningLine line : learning.lines()) {
      Interval interval = line.interval();
      table.row(
          words(line.measure()),
          words(line.span()),
          line.doneCount(),
          line.decidedCount(),
          line.ratio(),
          interval == null ? null : interval.lower(),
          interval == null ? null : interval.upper(),
          line.undecidedCount());
    }
    table.finish();
  }

  private static void owed(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    Table table =
        new Table(
            workbook,
            "Owed",
            styles,
            report.header().zone(),
            List.of(
                new Column("What", 14, Kind.TEXT),
                new Column("Number", 18, Kind.TEXT),
                new Column("Title", 60, Kind.LONG_TEXT),
                new Column("Service", 30, Kind.TEXT),
                new Column("Due (%s)".formatted(report.header().zone()), 21, Kind.MOMENT),
                new Column("Overdue (h:mm:ss)", 17, Kind.DURATION),
                new Column("Place", 50, Kind.LONG_TEXT)));
    if (report.learning().owed().isEmpty()) {
      table.note("No postmortem is missing beyond its time, and no action item is overdue.");
    }
    for (OwedLine line : report.learning().owed()) {
      table.row(
          words(line.kind()),
          line.number(),
          line.title(),
          line.service(),
          line.dueAt(),
          line.overdueSeconds(),
          line.place());
    }
    table.finish();
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
