package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.ApprovedMaintenance;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Changes;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The windows of an SLO as they would be had one of its versions always been in force. */
final class UnderVersion {
  private final Lake lake;
  private final ReportCalendar calendar;
  private final MaintenanceRule maintenance;

  UnderVersion(Lake lake, ReportCalendar calendar, MaintenanceRule maintenance) {
    this.lake = lake;
    this.calendar = calendar;
    this.maintenance = maintenance;
  }

  /**
   * Computes the windows of the days of a month that had ended when a published one was evaluated.
   *
   * @param published a row of {@link SloWindows}
   */
  Dataset<Row> windows(SloDefinition version, Row published) {
    Instant asOf = published.<Timestamp>getAs("evaluated_at").toInstant();
    LocalDate day = published.<java.sql.Date>getAs("day").toLocalDate();
    return SloWindows.build(
        lake.read(SloSliceDays.TABLE).where(col("slo").equalTo(version.name())),
        List.of(new SloHistory(List.of(version))),
        exclusions(asOf),
        calendar,
        asOf,
        new TreeSet<>(List.of(Days.monthOf(day))));
  }

  private List<Exclusion> exclusions(Instant asOf) {
    return lake.newest(Changes.TABLE).isEmpty()
        ? List.of()
        : ApprovedMaintenance.exclusions(
            ApprovedMaintenance.among(lake.read(Changes.TABLE), maintenance, asOf));
  }
}
