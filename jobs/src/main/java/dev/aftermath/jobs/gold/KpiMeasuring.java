package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Lasting;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Lets every definition decide for every incident, and tallies the decisions where the incidents
 * are: what leaves a task are tallies, not a row per incident, segment, cohort and definition.
 */
final class KpiMeasuring implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What incidents are also told apart by. */
  static final List<String> SEGMENTS = List.of("service", "tenant", "team", "priority", "system");

  /** What is under {@code segment} where an incident names none. */
  private static final String NONE = "(none)";

  private static final String ALL = "all";
  private static final String INCIDENT = "incident_id";
  private static final String PRIORITY = "priority";

  /** The tallies of some incidents of one segment, cohort and week; a place may have several. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "segment_type STRING, segment STRING, cohort STRING, monday INT, tallies BINARY");

  /** So that what a task holds stays small however many incidents it reads. */
  private static final int INCIDENTS_AT_A_TIME = 50_000;

  private final List<KpiDefinition> definitions;
  private final List<String> columns;
  private final KpiFacts facts;
  private final Evaluation evaluation;

  KpiMeasuring(List<KpiDefinition> definitions, Evaluation evaluation) {
    this.definitions = List.copyOf(definitions);
    this.columns =
        KpiFacts.needed(
            definitions,
            Stream.of(
                    Stream.of(INCIDENT),
                    SEGMENTS.stream(),
                    Stream.of(Cohort.values()).map(Cohort::column))
                .flatMap(names -> names)
                .toArray(String[]::new));
    this.facts = KpiFacts.of(columns);
    this.evaluation = evaluation;
  }

  /** Where incidents are counted. */
  record Place(String segmentType, String segment, Cohort cohort, int monday) {}

  /**
   * What definitions make of one incident.
   *
   * @param mondays of the cohorts that it is in by the evaluation, the first day of its week
   * @param decisions by the places of the definitions
   * @param beyondTheWeek by the places of the definitions whose duration goes on after the week in
   *     which the incident was opened
   */
  private record Decided(
      String incident,
      String priority,
      Map<Cohort, Integer> mondays,
      List<Decision> decisions,
      Map<Integer, Lasting> beyondTheWeek) {}

  /** The columns of the facts that it reads, instants as microseconds. */
  List<String> columns() {
    return columns;
  }

  /** The tallies of rows of {@link #columns}, as rows of {@link #SCHEMA}. */
  Iterator<Row> tallies(Iterator<Row> incidents) {
    return new Iterator<>() {
      private Iterator<Row> told = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!told.hasNext() && incidents.hasNext()) {
          told = some(incidents);
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

  private Iterator<Row> some(Iterator<Row> incidents) {
    SegmentTallies all = new SegmentTallies(definitions);
    Map<String, Map<String, SegmentTallies>> segments = new TreeMap<>();
    for (int i = 0; i < INCIDENTS_AT_A_TIME && incidents.hasNext(); i++) {
      IncidentColumns incident = facts.read(incidents.next());
      Decided decided = decided(incident);
      all.add(decided);
      for (String type : SEGMENTS) {
        segments
            .computeIfAbsent(type, each -> new HashMap<>())
            .computeIfAbsent(
                orNone(incident.text(type)), segment -> new SegmentTallies(definitions))
            .add(decided);
      }
    }
    return Stream.concat(
            all.rows(ALL, ALL),
            segments.entrySet().stream()
                .flatMap(
                    type ->
                        type.getValue().entrySet().stream()
                            .flatMap(each -> each.getValue().rows(type.getKey(), each.getKey()))))
        .iterator();
  }

  private Decided decided(IncidentColumns incident) {
    Map<Cohort, Integer> mondays = new EnumMap<>(Cohort.class);
    for (Cohort cohort : Cohort.values()) {
      Instant at = incident.instant(cohort.column());
      if (at != null && at.isBefore(evaluation.asOf())) {
        LocalDate monday = ReportWeek.holding(at, evaluation.zone()).monday();
        mondays.put(cohort, Math.toIntExact(monday.toEpochDay()));
      }
    }
    return new Decided(
        orNone(incident.text(INCIDENT)),
        orNone(incident.text(PRIORITY)),
        mondays,
        definitions.stream().map(definition -> definition.decide(incident)).toList(),
        beyondTheWeek(incident, mondays.get(Cohort.OPENED)));
  }

  private Map<Integer, Lasting> beyondTheWeek(IncidentColumns incident, @Nullable Integer monday) {
    if (monday == null) {
      return Map.of();
    }
    long end =
        new ReportWeek(LocalDate.ofEpochDay(monday), evaluation.zone()).end().getEpochSecond();
    Map<Integer, Lasting> beyond = new TreeMap<>();
    for (int i = 0; i < definitions.size(); i++) {
      Lasting lasting = definitions.get(i).lasting(incident);
      if (lasting != null && lasting.endSecond() >= end) {
        beyond.put(i, lasting);
      }
    }
    return beyond;
  }

  private static String orNone(@Nullable String name) {
    return name == null ? NONE : name;
  }

  /** The tallies of one segment by cohort and the first day of the week. */
  private static final class SegmentTallies {
    private final List<KpiDefinition> definitions;
    private final Map<Cohort, Map<Integer, KpiTallies>> cohorts = new EnumMap<>(Cohort.class);

    SegmentTallies(List<KpiDefinition> definitions) {
      this.definitions = definitions;
    }

    void add(Decided decided) {
      decided.mondays.forEach(
          (cohort, monday) ->
              add(
                  decided,
                  cohort,
                  cohorts
                      .computeIfAbsent(cohort, each -> new HashMap<>())
                      .computeIfAbsent(monday, week -> new KpiTallies(definitions))));
    }

    private void add(Decided decided, Cohort cohort, KpiTallies tallies) {
      tallies.addIncidents(1);
      for (int i = 0; i < definitions.size(); i++) {
        if (concerns(definitions.get(i), cohort)) {
          tallies.at(i).add(decided.decisions.get(i), decided.incident, decided.priority);
        }
      }
      if (cohort == Cohort.OPENED) {
        decided.beyondTheWeek.forEach((place, lasting) -> tallies.at(place).add(lasting));
      }
    }

    /** A stock gains by what is opened and loses by what is settled. */
    private static boolean concerns(KpiDefinition definition, Cohort cohort) {
      return definition.cohort() == cohort
          || (definition.statistic() == Statistic.STOCK && cohort == Cohort.SETTLED);
    }

    Stream<Row> rows(String segmentType, String segment) {
      return cohorts.entrySet().stream()
          .flatMap(
              cohort ->
                  cohort.getValue().entrySet().stream()
                      .map(
                          week ->
                              row(
                                  new Place(segmentType, segment, cohort.getKey(), week.getKey()),
                                  week.getValue())));
    }
  }

  /** A row of {@link #SCHEMA}. */
  static Row row(Place place, KpiTallies tallies) {
    return RowFactory.create(
        place.segmentType, place.segment, place.cohort.name(), place.monday, tallies.bytes());
  }
}
