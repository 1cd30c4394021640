package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The tallies of some incidents by segment, cohort and week. They are found in steps: a name of
 * four parts would be hashed eighteen times for each incident.
 */
final class KpiSegmentTallies {
  private final List<KpiDefinition> definitions;
  private final Map<Cohort, int[]> concerned = new EnumMap<>(Cohort.class);
  private final Map<String, Map<String, Map<Cohort, Map<Integer, KpiTallies>>>> tallies =
      new HashMap<>();
  private int size;

  KpiSegmentTallies(List<KpiDefinition> definitions) {
    this.definitions = definitions;
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

  /** Of how many segments, cohorts and weeks there are tallies. */
  int size() {
    return size;
  }

  /** Tallies an incident in a segment, in each cohort that it is in. */
  void add(String segmentType, String segment, KpiDecisions incident) {
    Map<Cohort, Map<Integer, KpiTallies>> ofSegment =
        tallies
            .computeIfAbsent(segmentType, type -> new HashMap<>())
            .computeIfAbsent(segment, each -> new EnumMap<>(Cohort.class));
    incident
        .mondays()
        .forEach(
            (cohort, monday) ->
                add(
                    incident,
                    cohort,
                    ofSegment
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

  /** All as rows of {@link KpiMeasuring#SCHEMA}. */
  Iterator<Row> rows() {
    List<Row> rows = new ArrayList<>(size);
    tallies.forEach(
        (type, segments) ->
            segments.forEach(
                (segment, cohorts) ->
                    cohorts.forEach(
                        (cohort, weeks) ->
                            weeks.forEach(
                                (monday, each) ->
                                    rows.add(
                                        KpiMeasuring.row(type, segment, cohort, monday, each))))));
    return rows.iterator();
  }
}
