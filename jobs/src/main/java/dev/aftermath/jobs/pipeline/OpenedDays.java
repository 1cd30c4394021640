package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Accounts or incidents that were opened on some days, and with them those whose opening is not
 * known: no note of changed days can tell of these.
 */
record OpenedDays(Days days) {
  /** What has to do with more days than these is made from all days in the same time. */
  private static final int MOST = 100;

  /** Whether it takes less time to read these days than to read all. */
  boolean areFew() {
    return days.ascending().size() <= MOST;
  }

  /** Whether a row is of these. */
  Column hold() {
    return col("opened_at").isNull().or(to_date(col("opened_at")).isin(days.ascending().toArray()));
  }

  /** The rows of these, read from their months alone. */
  Dataset<Row> of(Dataset<Row> rows) {
    return ofMonths(rows).where(hold());
  }

  /** The rows of the months of these. */
  Dataset<Row> ofMonths(Dataset<Row> rows) {
    Set<String> months = new TreeSet<>(days.months());
    months.add(Incidents.UNKNOWN);
    return rows.where(col(TableSpec.MONTH).isin(months.toArray()));
  }
}
