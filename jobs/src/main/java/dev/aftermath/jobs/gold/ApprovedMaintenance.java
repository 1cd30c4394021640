package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import dev.aftermath.jobs.spark.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The changes that count as approved maintenance. */
public final class ApprovedMaintenance {
  private ApprovedMaintenance() {}

  /**
   * Those that had begun as of an instant, were not cancelled, and name a service and a planned
   * window. A change that names no service excludes nothing.
   *
   * @param changes rows of {@link dev.aftermath.jobs.silver.Changes}
   * @return in the order of their beginnings
   */
  public static List<Maintenance> among(Dataset<Row> changes, MaintenanceRule rule, Instant asOf) {
    List<Maintenance> found = new ArrayList<>();
    for (Row row :
        changes
            .where("service IS NOT NULL AND planned_start_at < planned_end_at")
            .where("state IS NULL OR state <> 'CANCELLED'")
            .select(
                col("system"),
                col("change_key"),
                col("service"),
                col("tenant"),
                col("approval"),
                col("change_type"),
                col("category"),
                col("deployment_strategy"),
                col("approver"),
                unix_micros(col("planned_start_at")),
                unix_micros(col("planned_end_at")),
                unix_micros(col("opened_at")),
                unix_micros(col("approved_at")))
            .collectAsList()) {
      Interval planned = new Interval(instant(row, 9), instant(row, 10));
      boolean isTaken =
          rule.takes(row.getString(4), row.getString(5), row.getString(6), row.getString(7));
      if (isTaken && planned.start().isBefore(asOf)) {
        found.add(
            new Maintenance(
                new Exclusion(
                    row.getString(0) + ":" + row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    planned),
                row.getString(4),
                row.getString(8),
                row.isNullAt(11) ? null : instant(row, 11),
                row.isNullAt(12) ? null : instant(row, 12)));
      }
    }
    found.sort(
        Comparator.comparing((Maintenance each) -> each.exclusion().interval().start())
            .thenComparing(each -> each.exclusion().id()));
    return found;
  }

  /** The exclusions alone. */
  public static List<Exclusion> exclusions(List<Maintenance> approved) {
    return approved.stream().map(Maintenance::exclusion).toList();
  }

  private static Instant instant(Row row, int column) {
    return Micros.instant(row.getLong(column));
  }
}
