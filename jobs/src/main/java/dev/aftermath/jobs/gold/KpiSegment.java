package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
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

  /** The sums of one cohort in one period; a null Monday is the whole history. */
  private record Place(String cohort, @Nullable Integer monday) {}

  private record Sum(long count, long total, List<Double> quantiles) {
    static final Sum NOTHING = new Sum(0, 0, List.of());
  }

  private record Sums(long cohortCount, List<Sum> sums) {
    Sum of(int definition) {
      return sums.isEmpty() ? Sum.NOTHING : sums.get(definition);
    }

    static final Sums NONE = new Sums(0, List.of());
  }

  /** The rows of one segment from its sums in any order. */
  Iterator<Row> rows(Row segment, Iterator<Row> aggregates) {
    Map<Place, Sums> sums = new HashMap<>();
    NavigableSet<Integer> mondays = new TreeSet<>();
    while (aggregates.hasNext()) {
      Row row = aggregates.next();
      Integer monday = row.isNullAt(3) ? null : Integer.valueOf(row.getInt(3));
      if (monday != null) {
        mondays.add(monday);
      }
      sums.put(new Place(row.getString(2), monday), new Sums(row.getLong(4), sumsOf(row)));
    }
    addEmptyWeeks(mondays);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      long stock = 0;
      for (Integer monday : mondays) {
        stock += opened(sums, i, monday) - settled(sums, i, monday);
        rows.add(row(i, segment, sums, monday, stock));
      }
      rows.add(row(i, segment, sums, null, opened(sums, i, null) - settled(sums, i, null)));
    }
    return rows.iterator();
  }

  private static List<Sum> sumsOf(Row row) {
    List<Sum> sums = new ArrayList<>();
    List<Row> told = row.getList(5);
    for (Row sum : told) {
      List<Double> quantiles = sum.isNullAt(2) ? List.of() : sum.getList(2);
      sums.add(new Sum(sum.getLong(0), sum.isNullAt(1) ? 0 : sum.getLong(1), quantiles));
    }
    return sums;
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

  private static long opened(Map<Place, Sums> sums, int definition, @Nullable Integer monday) {
    return sums.getOrDefault(new Place("opened", monday), Sums.NONE).of(definition).count;
  }

  private static long settled(Map<Place, Sums> sums, int definition, @Nullable Integer monday) {
    return sums.getOrDefault(new Place("settled", monday), Sums.NONE).of(definition).count;
  }

  private Row row(
      int place, Row segment, Map<Place, Sums> sums, @Nullable Integer monday, long stock) {
    KpiDefinition definition = definitions.get(place);
    String cohort = definition.cohort().name().toLowerCase(Locale.ROOT);
    Sums found = sums.getOrDefault(new Place(cohort, monday), Sums.NONE);
    Sum sum = found.of(place);
    Statistic statistic = definition.statistic();
    long n =
        switch (statistic) {
          case DURATION, RATIO -> sum.count;
          case COUNT -> sum.total;
          case STOCK -> stock;
        };
    boolean hasMean = statistic == Statistic.DURATION && n > 0;
    Double ratio = n == 0 ? null : Double.valueOf((double) sum.total / n);
    boolean isCount = statistic == Statistic.COUNT || statistic == Statistic.STOCK;
    ReportWeek week =
        monday == null ? null : new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone());
    Instant end = week == null ? evaluation.asOf() : week.end();
    return RowFactory.create(
        definition.id(),
        definition.version(),
        week == null ? "all" : "week",
        week == null ? "all" : week.label(),
        segment.getString(0),
        segment.getString(1),
        week == null ? null : Micros.of(week.start()),
        Micros.of(end),
        !end.isAfter(evaluation.asOf()),
        statistic.unit(),
        n,
        statistic == Statistic.RATIO ? Long.valueOf(sum.total) : null,
        hasMean ? ratio : null,
        hasMean ? sum.quantiles.get(0) : null,
        hasMean ? sum.quantiles.get(1) : null,
        isCount ? Double.valueOf((double) n) : ratio,
        found.cohortCount - sum.count,
        Micros.of(evaluation.asOf()));
  }
}
