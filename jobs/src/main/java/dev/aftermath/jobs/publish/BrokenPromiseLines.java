package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.gold.BrokenPromises;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.reports.model.BrokenPromiseLine;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The promises that a report calls broken: an action item that is not due yet when its cause
 * strikes again is none of them.
 */
final class BrokenPromiseLines {
  /** A workbook with more of them helps nobody; those left out are the oldest. */
  private static final int MOST = 500;

  private BrokenPromiseLines() {}

  static List<BrokenPromiseLine> of(Lake lake) {
    return BrokenPromises.view(lake.read(CauseSummaries.TABLE))
        .where("kind = 'done' OR overdue_days IS NOT NULL")
        .orderBy(
            col("last_recurred_at").desc(),
            col("cause_id"),
            col("overdue_days").desc_nulls_last(),
            col("quiet_days"),
            col("source"),
            col("postmortem_key"),
            col("position"))
        .limit(MOST)
        .collectAsList()
        .stream()
        .map(BrokenPromiseLines::line)
        .toList();
  }

  private static BrokenPromiseLine line(Row row) {
    Cells cells = new Cells(row);
    String tracker = cells.optionalText("tracker");
    return new BrokenPromiseLine(
        cells.text("cause_id"),
        cells.optionalText("service"),
        cells.text("label"),
        cells.text("text"),
        tracker == null ? cells.text("postmortem_key") + "#" + cells.number("position") : tracker,
        cells.text("kind").equals("done")
            ? BrokenPromiseLine.Kind.DONE
            : BrokenPromiseLine.Kind.OVERDUE,
        cells.optionalInstant("due_at"),
        cells.optionalInstant("closed_at"),
        cells.number("recurrence_count"),
        cells.instant("first_recurred_at"),
        cells.instant("last_recurred_at"),
        cells.optionalNumber("overdue_days"),
        cells.optionalNumber("quiet_days"));
  }
}
