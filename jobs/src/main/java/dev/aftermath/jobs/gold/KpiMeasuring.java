package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.CaseColumns;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Lasting;
import dev.aftermath.jobs.domain.kpi.Measure;
import dev.aftermath.jobs.domain.kpi.Subject;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Lets every definition decide for every case of its subject, and tallies the decisions where the
 * cases are: what leaves a task are tallies, not a row per case, segment, cohort and definition.
 */
final class KpiMeasuring implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is under {@code segment} where a case names none. */
  private static final String NONE = "(none)";

  private static final String ALL = "all";

  /**
   * The tallies of some cases of one segment, subject, cohort and week; a place may have several.
   */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "segment_type STRING, segment STRING, subject STRING, cohort STRING, monday INT,"
              + " tallies BINARY");

  /**
   * So that what a task holds stays small however many cases it reads. Those of one week are read
   * together, so that few weeks are told of twice.
   */
  private static final int TALLIES_AT_A_TIME = 5_000;

  private final Subject subject;
  private final List<KpiDefinition> definitions;
  private final List<String> segments;
  private final String id;
  private final List<String> columns;
  private final KpiFacts facts;
  private final Evaluation evaluation;

  /**
   * Measuring by definitions that are all of one subject.
   *
   * @param source where its cases are
   */
  KpiMeasuring(
      Subject subject, KpiSource source, List<KpiDefinition> definitions, Evaluation evaluation) {
    this.subject = subject;
    this.definitions = List.copyOf(definitions);
    this.segments = source.segments();
    this.id = source.id();
    this.columns =
        KpiFacts.needed(
            definitions,
            Stream.of(Stream.of(id), segments.stream(), subject.cohorts().values().stream())
                .flatMap(names -> names)
                .toArray(String[]::new));
    this.facts = KpiFacts.of(columns);
    this.evaluation = evaluation;
  }

  /** The columns of the source that it reads, instants as microseconds. */
  List<String> columns() {
    return columns;
  }

  /**
   * Whether a case says anything about the time from an instant on: it is in a period then, ends
   * then, or is not over. To be asked of the source's view.
   */
  Column reaches(Instant start) {
    Set<String> instants = new TreeSet<>(subject.cohorts().values());
    for (KpiDefinition definition : definitions) {
      if (definition.measure() instanceof Measure.Elapsed elapsed) {
        instants.addAll(elapsed.ends());
      }
    }
    Cohort end = subject.end();
    Column isOpen = end == null ? lit(false) : col(subject.column(end)).isNull();
    return instants.stream().map(name -> col(name).geq(lit(start))).reduce(isOpen, Column::or);
  }

  /** The tallies of rows of {@link #columns}, as rows of {@link #SCHEMA}. */
  Iterator<Row> tallies(Iterator<Row> cases) {
    return new Iterator<>() {
      private Iterator<Row> told = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!told.hasNext() && cases.hasNext()) {
          told = some(cases);
        }
        return told.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException("All tallies are told");
        }
        return told.next();
      }
    };
  }

  private Iterator<Row> some(Iterator<Row> cases) {
    KpiSegmentTallies tallies = new KpiSegmentTallies(subject, definitions);
    while (tallies.size() < TALLIES_AT_A_TIME && cases.hasNext()) {
      CaseColumns known = facts.read(cases.next());
      KpiDecisions decisions = decisions(known);
      tallies.add(ALL, ALL, decisions);
      for (String type : segments) {
        tallies.add(type, orNone(known.text(type)), decisions);
      }
    }
    return tallies.rows();
  }

  private KpiDecisions decisions(CaseColumns known) {
    Map<Cohort, Integer> mondays = new EnumMap<>(Cohort.class);
    for (Map.Entry<Cohort, String> cohort : subject.cohorts().entrySet()) {
      Instant at = known.instant(cohort.getValue());
      if (at != null && at.isBefore(evaluation.asOf())) {
        LocalDate monday = ReportWeek.holding(at, evaluation.zone()).monday();
        mondays.put(cohort.getKey(), Math.toIntExact(monday.toEpochDay()));
      }
    }
    return new KpiDecisions(
        orNone(known.text(id)),
        segments.contains(KpiSource.PRIORITY) ? orNone(known.text(KpiSource.PRIORITY)) : NONE,
        mondays,
        definitions.stream().map(definition -> definition.decide(known)).toList(),
        beyondTheWeek(known, mondays.get(subject.begin())));
  }

  private Map<Integer, Lasting> beyondTheWeek(CaseColumns known, @Nullable Integer monday) {
    if (monday == null) {
      return Map.of();
    }
    long end =
        new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone()).end().getEpochSecond();
    Map<Integer, Lasting> beyond = new TreeMap<>();
    for (int i = 0; i < definitions.size(); i++) {
      Lasting lasting = definitions.get(i).lasting(known);
      if (lasting != null && lasting.endSecond() >= end) {
        beyond.put(i, lasting);
      }
    }
    // Most have none, and are asked for them in every segment.
    return beyond.isEmpty() ? Map.of() : beyond;
  }

  private static String orNone(@Nullable String name) {
    return name == null ? NONE : name;
  }

  /** A row of {@link #SCHEMA}. */
  static Row row(
      String segmentType,
      String segment,
      Subject subject,
      Cohort cohort,
      int monday,
      KpiTallies tallies) {
    return RowFactory.create(
        segmentType, segment, subject.name(), cohort.name(), monday, tallies.bytes());
  }
}
