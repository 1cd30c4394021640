package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.kpi.Target;
import dev.aftermath.jobs.domain.statistics.Assessment;
import dev.aftermath.jobs.domain.statistics.Bounds;
import dev.aftermath.jobs.domain.statistics.ChangeOfMean;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Turns the tallies of one subject in one segment into its KPI rows: every KPI, every week, gaps
 * included.
 */
final class KpiSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Twenty years: a date from a broken clock must not make rows for a thousand empty years. */
  private static final int EMPTY_WEEK_LIMIT = 1_044;

  /** What is open matters to the rows of a week alone, not to what others are compared with. */
  private static final long[] NOT_ASKED = {};

  /** The table's columns, instants as microseconds. */
  static final StructType SCHEMA = Schemas.withNumbersForTimes(KpiValues.TABLE.schema());

  private final List<KpiDefinition> definitions;
  private final List<String> digests;
  private final Evaluation evaluation;
  private final int firstMonday;
  private final int firstCompared;

  /**
   * Turns tallies over some definitions into rows.
   *
   * @param rules of the {@link KpiInput} that was tallied
   * @param firstMonday weeks before it are compared with, and not told of; where there are any,
   *     cases are tallied from the week before on, and from {@link KpiValues#firstCompared} where
   *     {@link KpiPast} does not tell all
   */
  KpiSegment(
      List<KpiDefinition> definitions, String rules, Evaluation evaluation, int firstMonday) {
    this.definitions = List.copyOf(definitions);
    this.digests =
        definitions.stream().map(each -> KpiValues.digest(each, evaluation.zone(), rules)).toList();
    this.evaluation = evaluation;
    this.firstMonday = firstMonday;
    this.firstCompared = KpiValues.firstCompared(firstMonday);
  }

  /** The tallies of one cohort in one week. */
  private record Place(Cohort cohort, int monday) {}

  /** A week with what every row of it says: calendars are asked once, not for each KPI. */
  private record Week(int monday, LocalDate day, String label, Instant start, Instant end) {
    static Week of(int monday, ZoneId zone) {
      ReportWeek week = new ReportWeek(LocalDate.ofEpochDay(monday), zone);
      return new Week(monday, week.monday(), week.label(), week.start(), week.end());
    }
  }

  /**
   * The rows of one segment from its tallies in any order.
   *
   * @param past rows of {@link KpiPast#SCHEMA}
   */
  Iterator<Row> rows(Row segment, Iterator<Row> told, Iterator<Row> past) {
    Map<Place, KpiTallies> tallies = new HashMap<>();
    KpiPast known = KpiPast.of(past, evaluation.zone());
    NavigableSet<Integer> mondays = new TreeSet<>(known.mondays());
    while (told.hasNext()) {
      Row row = told.next();
      mondays.add(row.getInt(4));
      tallies
          .computeIfAbsent(
              new Place(Cohort.valueOf(row.getString(3)), row.getInt(4)),
              place -> new KpiTallies(definitions))
          .add(row.<byte[]>getAs(5));
    }
    addEmptyWeeks(mondays);
    List<Week> weeks = mondays.stream().map(monday -> Week.of(monday, evaluation.zone())).toList();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      addRows(rows, i, segment, tallies, weeks, known);
    }
    return rows.iterator();
  }

  private void addEmptyWeeks(NavigableSet<Integer> mondays) {
    ReportWeek lastWeek = ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone());
    int last = Math.toIntExact(lastWeek.monday().toEpochDay());
    int first = mondays.isEmpty() ? last : Math.max(mondays.first(), firstCompared);
    for (int monday = last, added = 0;
        monday > first && added < EMPTY_WEEK_LIMIT;
        monday -= 7, added++) {
      mondays.add(monday);
    }
  }

  /** A version is compared with itself, over the weeks too that another version tells. */
  private void addRows(
      List<Row> rows,
      int place,
      Row segment,
      Map<Place, KpiTallies> tallies,
      List<Week> weeks,
      KpiPast past) {
    KpiDefinition definition = definitions.get(place);
    Subject subject = definition.subject();
    KpiHistory history = new KpiHistory(definition, evaluation.asOf().getEpochSecond());
    boolean isPastTold = isPastTold(definition);
    if (isPastTold) {
      past.weeks(definition).forEach(history::add);
    }
    int firstMeasured = isPastTold ? firstMonday : firstCompared;
    KpiTallies nothing = new KpiTallies(definitions);
    KpiTally before = new KpiTally(definition);
    long stock = 0;
    for (Week week : weeks) {
      int monday = week.monday();
      KpiTally began = tallies.getOrDefault(new Place(subject.begin(), monday), nothing).of(place);
      stock += began.n() - ended(tallies, subject, monday).of(place).n();
      history.addLasting(began.lasting());
      // Of so early a week only what reaches into later ones was tallied.
      if (monday + 7 < firstMeasured) {
        continue;
      }
      KpiTallies found = tallies.getOrDefault(new Place(definition.cohort(), monday), nothing);
      KpiTally tally = found.of(place);
      if (monday < firstMeasured) {
        before = tally;
        continue;
      }
      boolean isTold = monday >= firstMonday && definition.term().holds(week.day());
      long[] open = isTold ? history.openSeconds(began.lasting(), seen(week)) : NOT_ASKED;
      KpiPeriod period =
          definition.statistic() == Statistic.AGE
              ? KpiPeriod.ofAges(definition, open)
              : KpiPeriod.of(definition, tally, stock);
      history.add(period.week());
      if (isTold) {
        boolean isComplete = !week.end().isAfter(evaluation.asOf());
        rows.add(
            row(
                identity(place, segment, week),
                period.columns(open),
                signal(isComplete ? history.last() : Assessment.NONE),
                change(before, tally),
                target(definition, period.figure().value()),
                excluded(found.caseCount() - tally.n(), tally),
                new @Nullable Object[] {
                  isComplete && !(history.agesOn() && period.hangsOn(open))
                      ? null
                      : Micros.of(evaluation.asOf()),
                  Days.monthOf(week.day())
                }));
      }
      before = tally;
    }
  }

  private boolean isPastTold(KpiDefinition definition) {
    return firstMonday != KpiValues.EVERYTHING
        && KpiPast.isToldBy(
            definition, new ReportWeek(LocalDate.ofEpochDay(firstMonday), evaluation.zone()));
  }

  private KpiTallies ended(Map<Place, KpiTallies> tallies, Subject subject, int monday) {
    Cohort end = subject.end();
    KpiTallies ended = end == null ? null : tallies.get(new Place(end, monday));
    return ended == null ? new KpiTallies(definitions) : ended;
  }

  /** Until when a week has been seen, in seconds since the epoch. */
  private long seen(Week week) {
    Instant end = week.end().isAfter(evaluation.asOf()) ? evaluation.asOf() : week.end();
    return end.getEpochSecond();
  }

  private static Row row(@Nullable Object[]... parts) {
    @Nullable Object[] values = new @Nullable Object[SCHEMA.size()];
    int place = 0;
    for (@Nullable Object[] part : parts) {
      System.arraycopy(part, 0, values, place, part.length);
      place += part.length;
    }
    return RowFactory.create(values);
  }

  private @Nullable Object[] identity(int place, Row segment, Week week) {
    KpiDefinition definition = definitions.get(place);
    return new @Nullable Object[] {
      definition.id(),
      definition.version(),
      "week",
      week.label(),
      segment.getString(0),
      segment.getString(1),
      Micros.of(week.start()),
      Micros.of(week.end()),
      !week.end().isAfter(evaluation.asOf()),
      definition.unit(),
      definition.headline() == null ? null : KpiDefinition.word(definition.headline()),
      KpiDefinition.word(definition.direction()),
      definition.concept(),
      definition.dialect(),
      digests.get(place)
    };
  }

  private static @Nullable Object[] signal(Assessment assessment) {
    return new @Nullable Object[] {
      assessment.signal().map(it -> KpiDefinition.word(it.rule())).orElse(null),
      assessment.signal().map(it -> KpiDefinition.word(it.direction())).orElse(null),
      (long) assessment.baselineWeekCount(),
      assessment.usual().map(Bounds::lower).orElse(null),
      assessment.usual().map(Bounds::upper).orElse(null),
      assessment.detectableChange().orElse(null)
    };
  }

  private static @Nullable Object[] change(KpiTally before, KpiTally tally) {
    KpiTally.Longest longest = tally.longest();
    Optional<ChangeOfMean> change =
        longest == null
            ? Optional.empty()
            : ChangeOfMean.between(
                before.groups(), tally.groups(), longest.seconds(), longest.group());
    return new @Nullable Object[] {
      change.map(ChangeOfMean::changeSeconds).orElse(null),
      change.map(ChangeOfMean::longestSeconds).orElse(null),
      change.map(ChangeOfMean::mixSeconds).orElse(null),
      change.map(ChangeOfMean::withinSeconds).orElse(null),
      change.map(ChangeOfMean::withoutLongestSeconds).orElse(null),
      longest == null ? null : longest.id()
    };
  }

  private static @Nullable Object[] excluded(long count, KpiTally tally) {
    return new Object[] {count, CollectionConverters.asScala(tally.excluded())};
  }

  private static @Nullable Object[] target(KpiDefinition definition, @Nullable Double value) {
    Target target = definition.target();
    return new @Nullable Object[] {
      target == null ? null : Double.valueOf(target.value().doubleValue()),
      target == null ? null : KpiDefinition.word(target.bound()),
      (target == null || value == null) ? null : Boolean.valueOf(target.isMetBy(value))
    };
  }
}
