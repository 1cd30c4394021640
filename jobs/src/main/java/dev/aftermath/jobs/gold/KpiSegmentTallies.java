package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The tallies of some cases of a subject by segment, cohort and week. They are found in steps: a
 * name of four parts would be hashed eighteen times for each case.
 */
final class KpiSegmentTallies {
  private final Subject subject;
  private final List<KpiDefinition> definitions;
  private final Map<Cohort, int[]> concerned = new EnumMap<>(Cohort.class);
  private final Map<String, Map<String, Map<Cohort, Map<Integer, KpiTallies>>>> tallies =
      new HashMap<>();
  private int size;

  KpiSegmentTallies(Subject subject, List<KpiDefinition> definitions) {
    this.subject = subject;
    this.definitions = definitions;
    for (Cohort cohort : subject.cohorts().keySet()) {
      concerned.put(cohort, concerned(cohort));
    }
  }

  /** A stock gains by what begins and loses by what ends. */
  private int[] concerned(Cohort cohort) {
    int[] places = new int[definitions.size()];
    int count = 0;
    for (int i = 0; i < definitions.size(); i++) {
      KpiDefinition definition = definitions.get(i);
      if (definition.cohort() == cohort
          || (definition.statistic() == Statistic.STOCK && cohort == subject.end())) {
        places[count++] = i;
      }
    }
    return Arrays.copyOf(places, count);
  }

  /** Of how many segments, cohorts and weeks there are tallies. */
  int size() {
    return size;
  }

  /** Tallies a case in a segment, in each cohort that it is in. */
  void add(String segmentType, String segment, KpiDecisions one) {
    Map<Cohort, Map<Integer, KpiTallies>> ofSegment =
        tallies
            .computeIfAbsent(segmentType, type -> new HashMap<>())
            .computeIfAbsent(segment, each -> new EnumMap<>(Cohort.class));
    one.mondays()
        .forEach(
            (cohort, monday) ->
                add(
                    one,
                    cohort,
                    ofSegment
                        .computeIfAbsent(cohort, each -> new HashMap<>())
                        .computeIfAbsent(monday, week -> empty())));
  }

  private KpiTallies empty() {
    size++;
    return new KpiTallies(definitions);
  }

  private void add(KpiDecisions one, Cohort cohort, KpiTallies to) {
    to.addCases(1);
    for (int place : concerned.getOrDefault(cohort, new int[0])) {
      to.at(place).add(one.decisions().get(place), one.id(), one.priority());
    }
    if (cohort == subject.begin()) {
      one.beyondTheWeek().forEach((place, lasting) -> to.at(place).add(lasting));
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
                                        KpiMeasuring.row(
                                            type, segment, subject, cohort, monday, each))))));
    return rows.iterator();
  }
}
