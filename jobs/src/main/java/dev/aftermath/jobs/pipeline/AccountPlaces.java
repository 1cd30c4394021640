package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.IncidentAccounts;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where some accounts of incidents lie, and what tells of them.
 *
 * @param months of {@link IncidentAccounts}
 * @param days on which they were opened
 * @param exports whose records tell of them
 */
record AccountPlaces(Set<String> months, Days days, Set<String> exports) {
  /** The places of rows of {@link IncidentAccounts}. */
  static AccountPlaces of(Dataset<Row> accounts) {
    Row row =
        accounts
            .agg(
                collect_set(TableSpec.MONTH),
                collect_set(to_date(col("opened_at"))),
                array_distinct(flatten(collect_set("export_ids"))))
            .first();
    return new AccountPlaces(
        new TreeSet<>(row.<String>getList(0)),
        Days.of(row.<LocalDate>getList(1)),
        new TreeSet<>(row.<String>getList(2)));
  }

  /** The places of both. */
  AccountPlaces and(AccountPlaces others) {
    Set<String> allMonths = new TreeSet<>(months);
    allMonths.addAll(others.months);
    Set<String> allExports = new TreeSet<>(exports);
    allExports.addAll(others.exports);
    return new AccountPlaces(allMonths, days.and(others.days), allExports);
  }
}
