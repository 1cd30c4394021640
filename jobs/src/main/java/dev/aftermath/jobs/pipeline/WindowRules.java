package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.WindowReach;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Changes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How {@link SloWindows} depends on {@link SloSliceDays} and on approved maintenance among {@link
 * Changes}, month by month.
 */
final class WindowRules implements Monthly.Rules {
  private final List<SloHistory> slos;
  private final ReportCalendar calendar;
  private final Instant asOf;
  private final WindowReach reach;
  private final BiFunction<Lake, Long, List<Exclusion>> exclusions;

  /**
   * Rules for some SLOs.
   *
   * @param exclusions the approved maintenance of a version of {@link Changes}
   */
  WindowRules(
      List<SloHistory> slos,
      ReportCalendar calendar,
      Instant asOf,
      BiFunction<Lake, Long, List<Exclusion>> exclusions) {
    this.exclusions = exclusions;
    this.slos = slos;
    this.calendar = calendar;
    this.asOf = asOf;
    this.reach = WindowReach.ofAll(slos, calendar);
  }

  @Override
  public Dataset<Row> all(Lake lake) {
    return SloWindows.build(lake.read(SloSliceDays.TABLE), slos, approved(lake), calendar, asOf);
  }

  @Override
  public Dataset<Row> of(Lake lake, SortedSet<String> months) {
    return SloWindows.build(
        lake.read(SloSliceDays.TABLE), slos, approved(lake), calendar, asOf, months);
  }

  @Override
  public Optional<Days> touched(Monthly.Change change) {
    Instant before = change.asOfBefore();
    if (before == null) {
      return Optional.empty();
    }
    Days slices = change.of(SloSliceDays.TABLE).days();
    Days touched = reach.ofSlices(slices, asOf).and(reach.ofSlices(excluded(change), asOf));
    if (!before.equals(asOf)) {
      touched = touched.and(reach.ofTime(before, asOf));
    }
    LocalDate recent = before.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(2);
    return Optional.of(
        slices.isEmpty() || !slices.first().isBefore(recent)
            ? touched
            : touched.and(beginnings(change)));
  }

  private List<Exclusion> approved(Lake lake) {
    return exclusions.apply(lake, version(lake));
  }

  private static long version(Lake lake) {
    return lake.newest(Changes.TABLE).map(Commit::version).orElse(-1L);
  }

  /** The days of exclusions that came, went or changed since. */
  private Days excluded(Monthly.Change change) {
    long version = change.versions().getOrDefault(Changes.TABLE.name(), -1L);
    if (version(change.lake()) == version) {
      return Days.none();
    }
    return daysThatDiffer(exclusions.apply(change.lake(), version), approved(change.lake()));
  }

  /** The days of exclusions that came, went or changed between two lists. */
  static Days daysThatDiffer(List<Exclusion> before, List<Exclusion> now) {
    return Stream.concat(
            now.stream().filter(each -> !before.contains(each)),
            before.stream().filter(each -> !now.contains(each)))
        .map(each -> daysOf(each.interval()))
        .reduce(Days.none(), Days::and);
  }

  private static Days daysOf(Interval interval) {
    return Days.between(
        interval.start().atOffset(ZoneOffset.UTC).toLocalDate(),
        interval.end().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  /** Days that got or lost their figures because there are slices since earlier or later. */
  private Days beginnings(Monthly.Change change) {
    long version = change.versions().getOrDefault(SloSliceDays.TABLE.name(), -1L);
    Column first = col("first_day");
    Column firstBefore = col("first_day_before");
    LocalDate today = asOf.atOffset(ZoneOffset.UTC).toLocalDate();
    Row days =
        beginnings(change.lake().read(SloSliceDays.TABLE), "first_day")
            .join(
                beginnings(change.lake().read(SloSliceDays.TABLE, version), "first_day_before"),
                scala.jdk.javaapi.CollectionConverters.asScala(
                        List.of("slo", "group_key", "measure"))
                    .toSeq(),
                "full_outer")
            .where(not(first.eqNullSafe(firstBefore)))
            .agg(
                min(least(first, firstBefore)),
                max(greatest(coalesce(first, lit(today)), coalesce(firstBefore, lit(today)))))
            .first();
    return days.isNullAt(0)
        ? Days.none()
        : Days.between(days.getLocalDate(0).minusDays(1), days.getLocalDate(1).plusDays(1));
  }

  private static Dataset<Row> beginnings(Dataset<Row> slices, String name) {
    return slices.groupBy("slo", "group_key", "measure").agg(min(col("day")).as(name));
  }
}
