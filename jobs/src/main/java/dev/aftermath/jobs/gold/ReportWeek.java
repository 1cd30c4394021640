package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.extract;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.to_date;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** ISO weeks (from Monday 00:00) in the report's zone; the columns need a session in UTC. */
final class ReportWeek {
  private ReportWeek() {}

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

  /** The label of a week, such as {@code 2026-W46}. */
  static String label(LocalDate monday) {
    return String.format(
        Locale.ROOT,
        "%d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /** When a week begins; the length of a week changes with summer time. */
  static Instant start(LocalDate monday, ZoneId zone) {
    return monday.atStartOfDay(zone).toInstant();
  }
}
