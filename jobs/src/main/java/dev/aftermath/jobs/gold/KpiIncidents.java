package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.IncidentColumns;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Cohort;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which incidents are behind the figures of {@link KpiValues} for one period and segment. */
public final class KpiIncidents {
  private KpiIncidents() {}

  /** One of the segments of {@link KpiValues}. */
  public record Segment(String type, String name) {
    /** All incidents. */
    public static final Segment ALL = new Segment("all", "all");

    /** What incidents are told apart by. */
    public static List<String> types() {
      return KpiMeasuring.SEGMENTS;
    }

    private Column holds() {
      return type.equals(ALL.type) ? lit(true) : coalesce(col(type), lit("(none)")).equalTo(name);
    }
  }

  /** What a definition makes of an incident of the period. */
  public record Decided(String incidentId, Decision decision) {}

  /**
   * The incidents of a period by the cohort of each definition, in the order of their ids. Of a
   * stock: those that were open when the period ended, and those opened in it that are left out.
   *
   * @param facts {@link IncidentFacts}
   */
  public static Map<KpiDefinition, List<Decided>> of(
      Dataset<Row> facts, List<KpiDefinition> definitions, Interval period, Segment segment) {
    List<String> columns =
        KpiFacts.needed(
            definitions,
            "incident_id",
            Cohort.OPENED.column(),
            Cohort.RESOLVED.column(),
            Cohort.SETTLED.column());
    Column isAny =
        definitions.stream()
            .map(definition -> isIn(definition, period))
            .reduce(lit(false), Column::or);
    KpiFacts reading = KpiFacts.of(columns);
    Map<KpiDefinition, List<Decided>> decided = new LinkedHashMap<>();
    definitions.forEach(definition -> decided.put(definition, new ArrayList<>()));
    for (Row row :
        KpiFacts.select(facts.where(segment.holds()).where(isAny), columns).collectAsList()) {
      IncidentColumns incident = reading.read(row);
      String id = row.getString(reading.place("incident_id"));
      for (Map.Entry<KpiDefinition, List<Decided>> each : decided.entrySet()) {
        Decision decision = each.getKey().decide(incident);
        if (isIn(each.getKey(), decision, incident, period)) {
          each.getValue().add(new Decided(id, decision));
        }
      }
    }
    decided.values().forEach(each -> each.sort(Comparator.comparing(Decided::incidentId)));
    return decided;
  }

  private static Column isIn(KpiDefinition definition, Interval period) {
    Column at = col(definition.cohort().column());
    Column starts = at.geq(lit(period.start())).and(at.lt(lit(period.end())));
    Column settled = col(Cohort.SETTLED.column());
    return definition.statistic() == Statistic.STOCK
        ? starts.or(
            at.lt(lit(period.end())).and(settled.isNull().or(settled.geq(lit(period.end())))))
        : starts;
  }

  private static boolean isIn(
      KpiDefinition definition, Decision decision, IncidentColumns incident, Interval period) {
    Instant at = incident.instant(definition.cohort().column());
    if (at == null || !at.isBefore(period.end())) {
      return false;
    }
    if (definition.statistic() == Statistic.STOCK && decision instanceof Decision.Taken) {
      Instant settled = incident.instant(Cohort.SETTLED.column());
      return settled == null || !settled.isBefore(period.end());
    }
    return !at.isBefore(period.start());
  }
}
