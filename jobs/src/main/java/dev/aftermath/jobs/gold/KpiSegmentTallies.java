package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The tallies of some incidents by segment, cohort and week. An incident is in a segment of each
 * type; it is tallied once, with those that are in the same of all types, and these go into each
 * segment together.
 */
final class KpiSegmentTallies {
  private static final String ALL = "all";

  private final List<KpiDefinition> definitions;
  private final List<String> segmentTypes;
  private final Map<List<String>, Map<Cohort, Map<Integer, KpiTallies>>> alike = new HashMap<>();
  private final Map<Cohort, int[]> concerned = new EnumMap<>(Cohort.class);
  private int size;

  /**
   * Nothing yet.
   *
   * @param segmentTypes what incidents are told apart by, besides being all
   */
  KpiSegmentTallies(List<KpiDefinition> definitions, List<String> segmentTypes) {
    this.definitions = definitions;
    this.segmentTypes = segmentTypes;
    for (Cohort cohort : Cohort.values()) {
      concerned.put(cohort, concerned(cohort));
    }
  }

  /** A stock gains by what is opened and loses by what is settled. */
  private int[] concerned(Cohort cohort) {
    int[] places = new int[definitions.size()];
    int count = 0;
    for (int i = 0; i < definitions.size(); i++) {
      KpiDefinition definition = definitions.get(i);
      if (definition.cohort() == cohort
          || (definition.statistic() == Statistic.STOCK && cohort == Cohort.SETTLED)) {
        places[count++] = i;
      }
    }
    return Arrays.copyOf(places, count);
  }

  /** How many tallies are held. */
  int size() {
    return size;
  }

  /**
   * Tallies an incident, in each cohort that it is in.
   *
   * @param segments of each type
   */
  void add(List<String> segments, KpiDecisions incident) {
    Map<Cohort, Map<Integer, KpiTallies>> cohorts =
        alike.computeIfAbsent(segments, each -> new EnumMap<>(Cohort.class));
    incident
        .mondays()
        .forEach(
            (cohort, monday) ->
                add(
                    incident,
                    cohort,
                    cohorts
                        .computeIfAbsent(cohort, each -> new HashMap<>())
                        .computeIfAbsent(monday, week -> empty())));
  }

  private KpiTallies empty() {
    size++;
    return new KpiTallies(definitions);
  }

  private void add(KpiDecisions incident, Cohort cohort, KpiTallies to) {
    to.addIncidents(1);
    for (int place : concerned.getOrDefault(cohort, new int[0])) {
      to.at(place).add(incident.decisions().get(place), incident.incident(), incident.priority());
    }
    if (cohort == Cohort.OPENED) {
      incident.beyondTheWeek().forEach((place, lasting) -> to.at(place).add(lasting));
    }
  }

  private record Place(String segmentType, String segment, Cohort cohort, int monday) {}

  /** All as rows of {@link KpiMeasuring#SCHEMA}. */
  Iterator<Row> rows() {
    Map<Place, KpiTallies> places = new HashMap<>();
    alike.forEach(
        (segments, cohorts) ->
            cohorts.forEach(
                (cohort, weeks) ->
                    weeks.forEach(
                        (monday, each) -> {
                          tallies(places, new Place(ALL, ALL, cohort, monday)).add(each);
                          for (int i = 0; i < segments.size(); i++) {
                            tallies(
                                    places,
                                    new Place(segmentTypes.get(i), segments.get(i), cohort, monday))
                                .add(each);
                          }
                        })));
    return places.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).iterator();
  }

  private KpiTallies tallies(Map<Place, KpiTallies> places, Place place) {
    return places.computeIfAbsent(place, each -> new KpiTallies(definitions));
  }

  private static Row row(Place place, KpiTallies tallies) {
    return KpiMeasuring.row(place.segmentType, place.segment, place.cohort, place.monday, tallies);
  }
}
