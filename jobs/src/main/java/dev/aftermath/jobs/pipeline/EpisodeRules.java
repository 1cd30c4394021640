package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.WindowReach;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Lake;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How {@link SloBurnEpisodes} depends on {@link SloSliceDays}, by the month of their start. A
 * change touches all that follows it, since an episode may last for any time, and the months in
 * which episodes began that had not ended by then.
 */
record EpisodeRules(
    List<SloHistory> slos, List<BurnRatePolicy> policies, ReportCalendar calendar, Instant asOf)
    implements Monthly.Rules {

  @Override
  public Dataset<Row> all(Lake lake) {
    return SloBurnEpisodes.build(lake.read(SloSliceDays.TABLE), slos, policies, asOf);
  }

  @Override
  public Dataset<Row> of(Lake lake, SortedSet<String> months) {
    Dataset<Row> slices = lake.read(SloSliceDays.TABLE);
    LocalDate since = YearMonth.parse(months.first()).atDay(1);
    LocalDate reached =
        WindowReach.ofDeclared(slos, calendar).firstDayOfWindows(since.minusDays(1));
    LocalDate needed = SloBurnEpisodes.firstDayNeeded(slices, slos, policies, since, reached);
    return SloBurnEpisodes.build(slices, slos, policies, asOf, since, needed);
  }

  @Override
  public Optional<Days> touched(Monthly.Change change) {
    Instant before = change.asOfBefore();
    if (before == null) {
      return Optional.empty();
    }
    Days changed = change.of(SloSliceDays.TABLE).days();
    if (!before.equals(asOf)) {
      changed = changed.and(Days.of(List.of(dayOf(before), dayOf(asOf))));
    }
    if (changed.isEmpty()) {
      return Optional.of(changed);
    }
    LocalDate first = changed.first();
    LocalDate last = changed.and(Days.of(List.of(dayOf(before), dayOf(asOf)))).last();
    return Optional.of(Days.between(begun(change.lake(), first), last));
  }

  /** The day on which the first episode began that had not ended before a day; at most that day. */
  private static LocalDate begun(Lake lake, LocalDate day) {
    Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    Row first =
        lake.read(SloBurnEpisodes.TABLE)
            .where(col("end_at").isNull().or(col("end_at").geq(start)))
            .agg(to_date(min(col("start_at"))))
            .first();
    if (first.isNullAt(0)) {
      return day;
    }
    // Times are shown in UTC by every session of the lake.
    LocalDate begun = first.getLocalDate(0);
    return begun.isBefore(day) ? begun : day;
  }

  private static LocalDate dayOf(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
