package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Lets every definition decide for every incident, and tallies the decisions where the incidents
 * are: what leaves a task are tallies, not a row per incident, segment, cohort and definition.
 */
final class KpiMeasuring implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What incidents are also told apart by. */
  static final List<String> SEGMENTS = List.of("service", "tenant", "priority", "system");

  /** The tallies of some incidents of one segment, cohort and week; a place may have several. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "segment_type STRING, segment STRING, cohort STRING, monday INT, incident_count BIGINT,"
              + " tallies ARRAY<STRUCT<"
              + KpiTally.COLUMNS
              + ">>");

  /** So that what a task holds stays small however many incidents it reads. */
  private static final int INCIDENTS_AT_A_TIME = 50_000;

  private final List<KpiDefinition> definitions;
  private final List<List<String>> reasons;
  private final List<String> columns;
  private final KpiFacts facts;
  private final Evaluation evaluation;

  KpiMeasuring(List<KpiDefinition> definitions, Evaluation evaluation) {
    this.definitions = List.copyOf(definitions);
    this.reasons = definitions.stream().map(KpiDefinition::reasons).toList();
    this.columns =
        KpiFacts.needed(
            definitions,
            Stream.concat(SEGMENTS.stream(), Stream.of(Cohort.values()).map(Cohort::column))
                .toArray(String[]::new));
    this.facts = KpiFacts.of(columns);
    this.evaluation = evaluation;
  }

  private record Place(String segmentType, String segment, Cohort cohort, int monday) {}

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
    Map<Place, KpiTallies> places = new HashMap<>();
    for (int i = 0; i < INCIDENTS_AT_A_TIME && incidents.hasNext(); i++) {
      tally(incidents.next(), places);
    }
    return places.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).iterator();
  }

  private void tally(Row row, Map<Place, KpiTallies> places) {
    IncidentColumns incident = facts.read(row);
    List<Decision> decisions =
        definitions.stream().map(definition -> definition.decide(incident)).toList();
    Map<Cohort, Integer> mondays = mondays(incident);
    add(places, "all", "all", mondays, decisions);
    for (String type : SEGMENTS) {
      String name = incident.text(type);
      add(places, type, name == null ? "(none)" : name, mondays, decisions);
    }
  }

  /** Of the cohorts that the incident is in by the evaluation, the first day of its week. */
  private Map<Cohort, Integer> mondays(IncidentColumns incident) {
    Map<Cohort, Integer> mondays = new EnumMap<>(Cohort.class);
    for (Cohort cohort : Cohort.values()) {
      Instant at = incident.instant(cohort.column());
      if (at != null && at.isBefore(evaluation.asOf())) {
        mondays.put(
            cohort,
            Math.toIntExact(ReportWeek.holding(at, evaluation.zone()).monday().toEpochDay()));
      }
    }
    return mondays;
  }

  private void add(
      Map<Place, KpiTallies> places,
      String segmentType,
      String segment,
      Map<Cohort, Integer> mondays,
      List<Decision> decisions) {
    for (Map.Entry<Cohort, Integer> each : mondays.entrySet()) {
      KpiTallies tallies =
          places.computeIfAbsent(
              new Place(segmentType, segment, each.getKey(), each.getValue()),
              place -> new KpiTallies(definitions, reasons));
      tallies.addIncident();
      for (int i = 0; i < decisions.size(); i++) {
        if (concerns(definitions.get(i), each.getKey())) {
          tallies.of(i).add(decisions.get(i));
        }
      }
    }
  }

  /** A stock gains by what is opened and loses by what is settled. */
  private static boolean concerns(KpiDefinition definition, Cohort cohort) {
    return definition.cohort() == cohort
        || (definition.statistic() == Statistic.STOCK && cohort == Cohort.SETTLED);
  }

  private static Row row(Place place, KpiTallies tallies) {
    return RowFactory.create(
        place.segmentType,
        place.segment,
        KpiDefinition.word(place.cohort),
        place.monday,
        tallies.incidentCount(),
        tallies.rows());
  }
}
