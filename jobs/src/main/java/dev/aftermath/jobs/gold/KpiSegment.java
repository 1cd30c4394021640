package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
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
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Turns the tallies of one segment into its KPI rows: every KPI, every week, gaps included. */
final class KpiSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Twenty years: a date from a broken clock must not make rows for a thousand empty years. */
  private static final int EMPTY_WEEK_LIMIT = 1_044;

  /** The table's columns, instants as microseconds. */
  static final StructType SCHEMA = Schemas.withNumbersForTimes(KpiValues.TABLE.schema());

  private final List<KpiDefinition> definitions;
  private final List<List<String>> reasons;
  private final Evaluation evaluation;

  KpiSegment(List<KpiDefinition> definitions, Evaluation evaluation) {
    this.definitions = List.copyOf(definitions);
    this.reasons = definitions.stream().map(KpiDefinition::reasons).toList();
    this.evaluation = evaluation;
  }

  /** The tallies of one cohort in one week; a null Monday is the whole history. */
  private record Place(String cohort, @Nullable Integer monday) {}

  /** The rows of one segment from its tallies in any order. */
  Iterator<Row> rows(Row segment, Iterator<Row> told) {
    Map<Place, KpiTallies> tallies = new HashMap<>();
    NavigableSet<Integer> mondays = new TreeSet<>();
    while (told.hasNext()) {
      Row row = told.next();
      mondays.add(row.getInt(3));
      tallies
          .computeIfAbsent(new Place(row.getString(2), row.getInt(3)), place -> nothing())
          .add(row.getLong(4), row.getList(5));
    }
    addEmptyWeeks(mondays);
    KpiTallies empty = nothing();
    for (Cohort cohort : Cohort.values()) {
      KpiTallies all = nothing();
      for (Integer monday : mondays) {
        Place place = new Place(KpiDefinition.word(cohort), monday);
        tallies.putIfAbsent(place, empty);
        all.add(of(tallies, cohort, monday));
      }
      tallies.put(new Place(KpiDefinition.word(cohort), null), all);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      long stock = 0;
      for (Integer monday : mondays) {
        stock += gain(tallies, i, monday);
        if (definitions.get(i).term().holds(LocalDate.ofEpochDay(monday))) {
          rows.add(row(i, segment, tallies, monday, stock));
        }
      }
      if (definitions.get(i).term().holds(evaluation.day())) {
        rows.add(row(i, segment, tallies, null, gain(tallies, i, null)));
      }
    }
    return rows.iterator();
  }

  private KpiTallies nothing() {
    return new KpiTallies(definitions, reasons);
  }

  private static KpiTallies of(
      Map<Place, KpiTallies> tallies, Cohort cohort, @Nullable Integer monday) {
    return Objects.requireNonNull(tallies.get(new Place(KpiDefinition.word(cohort), monday)));
  }

  /** What a stock gains: how many more were opened than settled. */
  private static long gain(Map<Place, KpiTallies> tallies, int definition, @Nullable Integer monday) {
    return of(tallies, Cohort.OPENED, monday).of(definition).n()
        - of(tallies, Cohort.SETTLED, monday).of(definition).n();
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

  private Row row(
      int place,
      Row segment,
      Map<Place, KpiTallies> tallies,
      @Nullable Integer monday,
      long stock) {
    KpiDefinition definition = definitions.get(place);
    KpiTallies found = of(tallies, definition.cohort(), monday);
    KpiTally tally = found.of(place);
    Statistic statistic = definition.statistic();
    KpiFigure figure =
        statistic == Statistic.STOCK ? KpiFigure.ofStock(stock) : tally.figure();
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
        found.incidentCount() - tally.n(),
        Micros.of(evaluation.asOf()),
        CollectionConverters.asScala(tally.excluded()),
        definition.headline() == null ? null : KpiDefinition.word(definition.headline()),
        KpiDefinition.word(definition.direction()),
        target == null ? null : Double.valueOf(target.value().doubleValue()),
        target == null ? null : KpiDefinition.word(target.bound()),
        (target == null || value == null) ? null : Boolean.valueOf(target.isMetBy(value)),
        definition.concept(),
        definition.dialect());
  }
}
