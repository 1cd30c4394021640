package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiComparison;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.KpiCases;
import dev.aftermath.jobs.gold.KpiCases.Decided;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One week under the definitions of several products, concept by concept.
 *
 * @param concepts in the order of their names
 */
public record KpiRosetta(ReportWeek week, Segment segment, List<Concept> concepts) {

  /**
   * What several definitions measure, each in its way.
   *
   * @param figures ours first
   * @param comparisons of ours with each of the others that is about the same; none when none is
   *     ours
   */
  public record Concept(String name, List<Figure> figures, List<KpiComparison> comparisons) {}

  /**
   * A figure as {@link KpiValues} has it.
   *
   * @param value null where the definition takes no incident
   */
  public record Figure(KpiDefinition definition, long n, @Nullable Double value) {}

  /** Which week; null for {@code publishedBy} means as it stands now. */
  public record Subject(ReportWeek week, Segment segment, @Nullable Instant publishedBy) {}

  /**
   * Sets the definitions in force in a week side by side.
   *
   * @param definitions of which those with a concept are compared
   * @return empty when the table has no figures of them in the week
   * @throws NotPublishedException when there were no figures at all yet at the instant
   */
  public static Optional<KpiRosetta> of(
      Lake lake, PlatformSettings settings, List<KpiDefinition> definitions, Subject subject) {
    KpiTables tables = KpiTables.of(settings);
    Instant publishedBy = subject.publishedBy();
    Optional<Commit> commit =
        publishedBy == null
            ? lake.newest(KpiValues.TABLE)
            : Published.at(lake, KpiValues.TABLE, publishedBy);
    List<KpiDefinition> compared =
        definitions.stream()
            .filter(each -> each.concept() != null && each.term().holds(subject.week().monday()))
            .toList();
    return commit.flatMap(it -> of(lake, tables, it, compared, subject));
  }

  private static Optional<KpiRosetta> of(
      Lake lake,
      KpiTables tables,
      Commit commit,
      List<KpiDefinition> definitions,
      Subject subject) {
    Map<String, Row> rows = new HashMap<>();
    for (Row row :
        lake.read(KpiValues.TABLE, commit.version())
            .where(col("concept").isNotNull())
            .where(col("period").equalTo(subject.week().label()))
            .where(col("segment_type").equalTo(subject.segment().type()))
            .where(col("segment").equalTo(subject.segment().name()))
            .select("kpi_id", "kpi_version", "n", "value")
            .collectAsList()) {
      rows.put(row.getString(0) + "@" + row.getLong(1), row);
    }
    List<KpiDefinition> stored =
        definitions.stream().filter(each -> rows.containsKey(each.label())).toList();
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Instant asOf = Objects.requireNonNull(commit.note().asOf());
    Interval period = KpiExplanation.period(subject.week(), asOf);
    ExplanationInputs inputs = ExplanationInputs.of(lake, commit);
    Evaluation evaluation = new Evaluation(asOf, subject.week().zone());
    Map<KpiDefinition, List<Decided>> decided = new HashMap<>();
    stored.stream()
        .collect(Collectors.groupingBy(KpiDefinition::subject))
        .forEach(
            (of, each) ->
                decided.putAll(
                    KpiCases.of(
                        tables.read(of, evaluation, inputs::read),
                        each,
                        period,
                        subject.segment(),
                        evaluation)));
    Map<String, List<KpiDefinition>> byConcept = new TreeMap<>();
    for (KpiDefinition definition : stored) {
      byConcept
          .computeIfAbsent(String.valueOf(definition.concept()), name -> new ArrayList<>())
          .add(definition);
    }
    List<Concept> concepts = new ArrayList<>();
    byConcept.forEach((name, each) -> concepts.add(concept(name, each, rows, decided)));
    return Optional.of(new KpiRosetta(subject.week(), subject.segment(), concepts));
  }

  private static Concept concept(
      String name,
      List<KpiDefinition> definitions,
      Map<String, Row> rows,
      Map<KpiDefinition, List<Decided>> decided) {
    List<KpiDefinition> oursFirst = new ArrayList<>();
    definitions.stream().filter(each -> each.dialect() == null).forEach(oursFirst::add);
    definitions.stream().filter(each -> each.dialect() != null).forEach(oursFirst::add);
    List<Figure> figures = new ArrayList<>();
    for (KpiDefinition definition : oursFirst) {
      Row row = Objects.requireNonNull(rows.get(definition.label()));
      figures.add(new Figure(definition, row.getLong(2), row.<Double>getAs("value")));
    }
    KpiDefinition ours = oursFirst.get(0);
    List<KpiComparison> comparisons = new ArrayList<>();
    if (ours.dialect() == null) {
      for (KpiDefinition theirs : oursFirst.subList(1, oursFirst.size())) {
        // Cases of another subject have other ids, of which none has a part in the difference.
        if (theirs.subject() == ours.subject()) {
          comparisons.add(
              KpiComparison.of(ours, byId(ours, decided), theirs, byId(theirs, decided)));
        }
      }
    }
    return new Concept(name, figures, comparisons);
  }

  private static Map<String, Decision> byId(
      KpiDefinition definition, Map<KpiDefinition, List<Decided>> decided) {
    Map<String, Decision> byId = new LinkedHashMap<>();
    decided
        .getOrDefault(definition, List.of())
        .forEach(each -> byId.put(each.id(), each.decision()));
    return byId;
  }
}
