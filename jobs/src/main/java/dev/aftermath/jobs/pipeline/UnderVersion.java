package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.WindowReach;
import dev.aftermath.jobs.gold.ApprovedMaintenance;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.SampleDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The windows of an SLO as they would be had one of its versions always been in force. Runs count
 * no slices for a version that is only announced: they are counted when it is asked for.
 */
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
    return windows(version, published, slices(version, published));
  }

  /**
   * The same from slices of the version.
   *
   * @param slices rows of {@link SloSliceDays}
   */
  Dataset<Row> windows(SloDefinition version, Row published, Dataset<Row> slices) {
    Instant asOf = evaluatedAt(published);
    return SloWindows.build(
        slices,
        List.of(new SloHistory(List.of(version))),
        exclusions(asOf),
        calendar,
        asOf,
        new TreeSet<>(List.of(Days.monthOf(day(published)))));
  }

  /** The slices of the version: those of the lake, or where runs have counted none, of now. */
  Dataset<Row> slices(SloDefinition version, Row published) {
    Dataset<Row> ofLake = lake.read(SloSliceDays.TABLE).where(col("slo").equalTo(version.name()));
    Set<String> counted = new HashSet<>();
    for (Row row : ofLake.select("measure", "group_key").distinct().collectAsList()) {
      if (version.grouping().makes(row.getString(1))) {
        counted.add(row.getString(0));
      }
    }
    return version.objectives().stream().map(Objective::measure).allMatch(counted::contains)
        ? ofLake
        : countedNow(version, evaluatedAt(published), day(published));
  }

  /** Few rows that are looked at several times: brought here, so that they are counted once. */
  private Dataset<Row> countedNow(SloDefinition version, Instant asOf, LocalDate day) {
    List<SloHistory> slos = List.of(new SloHistory(List.of(version)));
    Dataset<Row> slices =
        SloSliceDays.build(lake.read(SampleDays.TABLE), slos, monthsOfWindows(slos, day));
    if (SloSliceDays.needLogs(slos)) {
      slices = slices.union(SloSliceDays.ofLogs(lake.read(LogEntries.TABLE), slos));
    }
    if (SloSliceDays.needIncidents(slos)) {
      slices = slices.union(SloSliceDays.ofIncidents(PublishedIncidents.read(lake), slos, asOf));
    }
    return slices.sparkSession().createDataFrame(slices.collectAsList(), slices.schema());
  }

  private SortedSet<String> monthsOfWindows(List<SloHistory> slos, LocalDate day) {
    LocalDate first = WindowReach.ofAll(slos, calendar).firstDayOfWindows(day.withDayOfMonth(1));
    return first
        .withDayOfMonth(1)
        .datesUntil(day.plusMonths(1), Period.ofMonths(1))
        .map(Days::monthOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Instant evaluatedAt(Row published) {
    return published.<Instant>getAs("evaluated_at");
  }

  private static LocalDate day(Row published) {
    return published.<LocalDate>getAs("day");
  }

  private List<Exclusion> exclusions(Instant asOf) {
    return lake.newest(Changes.TABLE).isEmpty()
        ? List.of()
        : ApprovedMaintenance.exclusions(
            ApprovedMaintenance.among(lake.read(Changes.TABLE), maintenance, asOf));
  }
}
