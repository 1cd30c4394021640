package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where two versions of a table kept by month differ.
 *
 * @param months in which any row does
 * @param days of which any row does
 */
record DifferingMonths(SortedSet<String> months, Days days) {
  /**
   * Compares them as {@link DifferingRows#between} does.
   *
   * @param instant the column whose day a row is of; rows without it are in months of their own,
   *     which the days leave out
   */
  static DifferingMonths between(Dataset<Row> before, Dataset<Row> now, String instant) {
    List<Row> changed =
        DifferingRows.between(
                before, now, col(TableSpec.MONTH), to_date(col(instant)).as("changed_day"))
            .collectAsList();
    SortedSet<String> months = new TreeSet<>();
    List<LocalDate> days = new ArrayList<>();
    for (Row row : changed) {
      months.add(row.getString(0));
      if (!row.isNullAt(1)) {
        days.add(row.<LocalDate>getAs(1));
      }
    }
    return new DifferingMonths(months, Days.of(days));
  }

  /** The rows of these months. */
  Dataset<Row> of(Dataset<Row> rows) {
    return rows.where(col(TableSpec.MONTH).isin(months.toArray()));
  }
}
