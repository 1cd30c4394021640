package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.statistics.Assessment;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.domain.statistics.ChangeOfMean;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns the sums of one segment into its KPI rows: every KPI, every week, gaps included. */
final class KpiSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Twenty years: a date from a broken clock must not make rows for a thousand empty years. */
  private static final int EMPTY_WEEK_LIMIT = 1_044;

  /** The table's columns, instants as microseconds. */
  static final StructType SCHEMA = Schemas.withNumbersForTimes(KpiValues.TABLE.schema());

  private final List<KpiDefinition> definitions;
  private final Evaluation evaluation;

  KpiSegment(List<KpiDefinition> definitions, Evaluation evaluation) {
    this.definitions = List.copyOf(definitions);
    this.evaluation = evaluation;
  }

  /** The sums of one cohort in one week. */
  private record Place(String cohort, int monday) {
    Place(Cohort cohort, int monday) {
      this(cohort.name().toLowerCase(Locale.ROOT), monday);
    }
  }

  /** The rows of one segment from its sums in any order. */
  Iterator<Row> rows(Row segment, Iterator<Row> aggregates) {
    Map<Place, KpiCells> sums = new HashMap<>();
    NavigableSet<Integer> mondays = new TreeSet<>();
    while (aggregates.hasNext()) {
      Row row = aggregates.next();
      mondays.add(row.getInt(3));
      sums.computeIfAbsent(
              new Place(row.getString(2), row.getInt(3)), place -> new KpiCells(definitions.size()))
          .add(row.getString(4), row.getLong(5), row.getList(6));
    }
    addEmptyWeeks(mondays);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      addRows(rows, i, segment, sums, mondays);
    }
    return rows.iterator();
  }

  private void addEmptyWeeks(NavigableSet<Integer> mondays) {
    ReportWeek lastWeek = ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone());
    int last = Math.toIntExact(lastWeek.monday().toEpochDay());
    int first = mondays.isEmpty() ? last : mondays.first();
    for (int monday = last, added = 0;
        monday > first && added < EMPTY_WEEK_LIMIT;
        monday -= 7, added++) {
      mondays.add(monday);
    }
  }

  private void addRows(
      List<Row> rows,
      int place,
      Row segment,
      Map<Place, KpiCells> sums,
      NavigableSet<Integer> mondays) {
    KpiDefinition definition = definitions.get(place);
    KpiHistory history = new KpiHistory(definition, evaluation.asOf().getEpochSecond());
    KpiCells nothing = new KpiCells(definitions.size());
    KpiCell all = new KpiCell();
    KpiCell before = new KpiCell();
    long excluded = 0;
    long stock = 0;
    for (Integer monday : mondays) {
      KpiCell began = sums.getOrDefault(new Place(Cohort.OPENED, monday), nothing).of(place);
      KpiCell settled = sums.getOrDefault(new Place(Cohort.SETTLED, monday), nothing).of(place);
      stock += began.n() - settled.n();
      history.addLasting(began.lasting());
      KpiCells found = sums.getOrDefault(new Place(definition.cohort(), monday), nothing);
      KpiCell cell = found.of(place);
      ReportWeek week = new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone());
      KpiFigures figures = KpiFigures.of(definition.statistic(), cell, stock);
      history.add(figures);
      boolean isComplete = !week.end().isAfter(evaluation.asOf());
      long[] open = history.openSeconds(began.lasting(), seen(week));
      rows.add(
          row(
              identity(definition, segment, week),
              figures.columns(open),
              signal(isComplete ? history.last() : Assessment.NONE),
              change(before, cell),
              new Object[] {found.incidentCount() - cell.n(), Micros.of(evaluation.asOf())}));
      all.add(cell);
      excluded += found.incidentCount() - cell.n();
      before = cell;
    }
    rows.add(
        row(
            identity(definition, segment, null),
            KpiFigures.of(definition.statistic(), all, stock).columns(history.openSeconds()),
            signal(Assessment.NONE),
            change(new KpiCell(), new KpiCell()),
            new Object[] {excluded, Micros.of(evaluation.asOf())}));
  }

  /** Until when a week has been seen, in seconds since the epoch. */
  private long seen(ReportWeek week) {
    Instant end = week.end().isAfter(evaluation.asOf()) ? evaluation.asOf() : week.end();
    return end.getEpochSecond();
  }

  private static Row row(@Nullable Object[]... parts) {
    return RowFactory.create(Stream.of(parts).flatMap(Arrays::stream).toArray());
  }

  private @Nullable Object[] identity(
      KpiDefinition definition, Row segment, @Nullable ReportWeek week) {
    Instant end = week == null ? evaluation.asOf() : week.end();
    return new @Nullable Object[] {
      definition.id(),
      definition.version(),
      week == null ? "all" : "week",
      week == null ? "all" : week.label(),
      segment.getString(0),
      segment.getString(1),
      week == null ? null : Micros.of(week.start()),
      Micros.of(end),
      !end.isAfter(evaluation.asOf()),
      definition.statistic().unit()
    };
  }

  private static @Nullable Object[] signal(Assessment assessment) {
    return new @Nullable Object[] {
      assessment.signal().map(it -> it.rule().name().toLowerCase(Locale.ROOT)).orElse(null),
      assessment.signal().map(it -> it.direction().name().toLowerCase(Locale.ROOT)).orElse(null),
      (long) assessment.baselineWeekCount(),
      assessment.usual().map(Bounds::lower).orElse(null),
      assessment.usual().map(Bounds::upper).orElse(null),
      assessment.detectableChange().orElse(null)
    };
  }

  private static @Nullable Object[] change(KpiCell before, KpiCell cell) {
    KpiCell.Longest longest = cell.longest();
    Optional<ChangeOfMean> change =
        longest == null
            ? Optional.empty()
            : ChangeOfMean.between(
                before.groups(), cell.groups(), longest.seconds(), longest.group());
    return new @Nullable Object[] {
      change.map(ChangeOfMean::changeSeconds).orElse(null),
      change.map(ChangeOfMean::longestSeconds).orElse(null),
      change.map(ChangeOfMean::mixSeconds).orElse(null),
      change.map(ChangeOfMean::withinSeconds).orElse(null),
      change.map(ChangeOfMean::withoutLongestSeconds).orElse(null),
      longest == null ? null : longest.incident()
    };
  }
}
