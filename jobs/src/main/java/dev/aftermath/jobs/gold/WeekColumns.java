package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.extract;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.to_date;

import java.time.ZoneId;
import org.apache.spark.sql.Column;

/**
 * ISO weeks of whole columns, as {@link dev.aftermath.jobs.domain.calendar.ReportWeek} has them of
 * one instant; they need a session in UTC.
 */
final class WeekColumns {
  private WeekColumns() {}

  /** The Monday of the week that an instant lies in. */
  static Column mondayOf(Column instant, ZoneId zone) {
    return to_date(date_trunc("week", from_utc_timestamp(instant, zone.getId())));
  }

  /** The label of a week, such as {@code 2026-W46}; null for a null Monday. */
  static Column label(Column monday) {
    return concat(
        extract(lit("YEAROFWEEK"), monday).cast("string"),
        lit("-W"),
        lpad(extract(lit("WEEK"), monday).cast("string"), 2, "0"));
  }
}
