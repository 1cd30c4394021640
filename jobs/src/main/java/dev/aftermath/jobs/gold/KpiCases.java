package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.kpi.CaseColumns;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which cases are behind the figures of {@link KpiValues} for one period and segment. */
public final class KpiCases {
  private KpiCases() {}

  /** One of the segments of {@link KpiValues}. */
  public record Segment(String type, String name) {
    /** All cases. */
    public static final Segment ALL = new Segment("all", "all");

    /** What the cases of any subject are told apart by. */
    public static List<String> types() {
      return KpiSource.of(Subject.INCIDENTS).segments();
    }

    private Column holds() {
      return type.equals(ALL.type) ? lit(true) : coalesce(col(type), lit("(none)")).equalTo(name);
    }
  }

  /** What a definition makes of a case of the period. */
  public record Decided(String id, Decision decision) {}

  /**
   * The cases of a period by the cohort of each definition, in the order of their ids. Of what is
   * open: those that were open when the period ended, and those that began in it and are left out.
   *
   * @param table the one of the definitions' {@link KpiSource}
   * @param definitions all of one subject
   */
  public static Map<KpiDefinition, List<Decided>> of(
      Dataset<Row> table,
      List<KpiDefinition> definitions,
      Interval period,
      Segment segment,
      Evaluation evaluation) {
    Subject subject = definitions.get(0).subject();
    KpiSource source = KpiSource.of(subject);
    List<String> others = new ArrayList<>(subject.cohorts().values());
    others.add(source.id());
    List<String> columns = KpiFacts.needed(definitions, others.toArray(String[]::new));
    Dataset<Row> cases = source.view().of(table, evaluation).where(segment.holds());
    Column isAny =
        definitions.stream()
            .map(definition -> isIn(definition, period))
            .reduce(lit(false), Column::or);
    KpiFacts reading = KpiFacts.of(columns);
    Map<KpiDefinition, List<Decided>> decided = new LinkedHashMap<>();
    definitions.forEach(definition -> decided.put(definition, new ArrayList<>()));
    for (Row row : source.select(cases.where(isAny), columns).collectAsList()) {
      CaseColumns known = reading.read(row);
      String id = row.getString(reading.place(source.id()));
      for (Map.Entry<KpiDefinition, List<Decided>> each : decided.entrySet()) {
        Decision decision = each.getKey().decide(known, period.end());
        if (isIn(each.getKey(), decision, known, period)) {
          each.getValue().add(new Decided(id, decision));
        }
      }
    }
    decided.values().forEach(each -> each.sort(Comparator.comparing(Decided::id)));
    return decided;
  }

  private static Column isIn(KpiDefinition definition, Interval period) {
    Column at = col(definition.cohortColumn());
    Column starts = at.geq(lit(period.start())).and(at.lt(lit(period.end())));
    Cohort end = definition.subject().end();
    if (!definition.statistic().isOfWhatIsOpen() || end == null) {
      return starts;
    }
    Column ended = col(definition.subject().column(end));
    return starts.or(at.lt(lit(period.end())).and(ended.isNull().or(ended.geq(lit(period.end())))));
  }

  private static boolean isIn(
      KpiDefinition definition, Decision decision, CaseColumns known, Interval period) {
    Instant at = known.instant(definition.cohortColumn());
    if (at == null || !at.isBefore(period.end())) {
      return false;
    }
    Cohort end = definition.subject().end();
    if (definition.statistic().isOfWhatIsOpen()
        && end != null
        && decision instanceof Decision.Taken) {
      Instant ended = known.instant(definition.subject().column(end));
      return ended == null || !ended.isBefore(period.end());
    }
    return !at.isBefore(period.start());
  }
}
