package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.Lasting;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
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

  /**
   * So that what a task holds stays small however many incidents it reads. Those of one week are
   * read together, so that few weeks are told of twice.
   */
  private static final int TALLIES_AT_A_TIME = 5_000;

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
    KpiSegmentTallies tallies = new KpiSegmentTallies(definitions);
    while (tallies.size() < TALLIES_AT_A_TIME && incidents.hasNext()) {
      IncidentColumns incident = facts.read(incidents.next());
      KpiDecisions decisions = decisions(incident);
      tallies.add(ALL, ALL, decisions);
      for (String type : SEGMENTS) {
        tallies.add(type, orNone(incident.text(type)), decisions);
      }
    }
    return tallies.rows();
  }

  private KpiDecisions decisions(IncidentColumns incident) {
    Map<Cohort, Integer> mondays = new EnumMap<>(Cohort.class);
    for (Cohort cohort : Cohort.values()) {
      Instant at = incident.instant(cohort.column());
      if (at != null && at.isBefore(evaluation.asOf())) {
        LocalDate monday = ReportWeek.holding(at, evaluation.zone()).monday();
        mondays.put(cohort, Math.toIntExact(monday.toEpochDay()));
      }
    }
    return new KpiDecisions(
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

  /** A row of {@link #SCHEMA}. */
  static Row row(
      String segmentType, String segment, Cohort cohort, int monday, KpiTallies tallies) {
    return RowFactory.create(segmentType, segment, cohort.name(), monday, tallies.bytes());
  }
}
