package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.domain.kpi.Target;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

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

  private record Sum(KpiFigure.Sums taken, List<Long> excluded) {
    static final Sum NOTHING = new Sum(new KpiFigure.Sums(0, 0, null, null, 0), List.of());
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
        if (definitions.get(i).term().holds(LocalDate.ofEpochDay(monday))) {
          rows.add(row(i, segment, sums, monday, stock));
        }
      }
      if (definitions.get(i).term().holds(evaluation.day())) {
        rows.add(row(i, segment, sums, null, opened(sums, i, null) - settled(sums, i, null)));
      }
    }
    return rows.iterator();
  }

  private static List<Sum> sumsOf(Row row) {
    List<Sum> sums = new ArrayList<>();
    List<Row> told = row.getList(5);
    for (Row sum : told) {
      List<Double> quantiles = sum.isNullAt(2) ? List.of() : sum.getList(2);
      sums.add(
          new Sum(
              new KpiFigure.Sums(
                  sum.getLong(0),
                  sum.isNullAt(1) ? 0 : sum.getLong(1),
                  quantiles.isEmpty() ? null : quantiles.get(0),
                  quantiles.isEmpty() ? null : quantiles.get(1),
                  sum.isNullAt(3) ? 0 : sum.getLong(3)),
              sum.getList(4)));
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
    return sums.getOrDefault(new Place("opened", monday), Sums.NONE).of(definition).taken.n();
  }

  private static long settled(Map<Place, Sums> sums, int definition, @Nullable Integer monday) {
    return sums.getOrDefault(new Place("settled", monday), Sums.NONE).of(definition).taken.n();
  }

  private Row row(
      int place, Row segment, Map<Place, Sums> sums, @Nullable Integer monday, long stock) {
    KpiDefinition definition = definitions.get(place);
    String cohort = KpiDefinition.word(definition.cohort());
    Sums found = sums.getOrDefault(new Place(cohort, monday), Sums.NONE);
    Sum sum = found.of(place);
    Statistic statistic = definition.statistic();
    KpiFigure figure =
        statistic == Statistic.STOCK
            ? KpiFigure.ofStock(stock)
            : KpiFigure.of(definition, sum.taken);
    boolean isDuration = statistic == Statistic.DURATION;
    ReportWeek week =
        monday == null ? null : new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone());
    Instant end = week == null ? evaluation.asOf() : week.end();
    Target target = definition.target();
    Double value = figure.value();
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
        definition.unit(),
        figure.n(),
        statistic.isPart() ? Long.valueOf(figure.total()) : null,
        isDuration ? figure.mean() : null,
        isDuration ? figure.median() : null,
        isDuration ? figure.p90() : null,
        value,
        found.cohortCount - sum.taken.n(),
        Micros.of(evaluation.asOf()),
        CollectionConverters.asScala(excluded(definition, sum)),
        definition.headline() == null ? null : KpiDefinition.word(definition.headline()),
        KpiDefinition.word(definition.direction()),
        target == null ? null : Double.valueOf(target.value().doubleValue()),
        target == null ? null : KpiDefinition.word(target.bound()),
        (target == null || value == null) ? null : Boolean.valueOf(target.isMetBy(value)),
        definition.concept(),
        definition.dialect());
  }

  private static Map<String, Long> excluded(KpiDefinition definition, Sum sum) {
    Map<String, Long> excluded = new TreeMap<>();
    for (int i = 0; i < sum.excluded.size(); i++) {
      if (sum.excluded.get(i) > 0) {
        excluded.put(definition.reasons().get(i), sum.excluded.get(i));
      }
    }
    return excluded;
  }
}
