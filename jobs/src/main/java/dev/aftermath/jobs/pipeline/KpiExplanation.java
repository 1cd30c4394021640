package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.KpiCases;
import dev.aftermath.jobs.gold.KpiCases.Decided;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is behind one figure of {@link KpiValues}: each incident, or other case, that makes it, and
 * each that does not, with the reason.
 *
 * @param period the part of the week that was looked at: it ends with the evaluation at the latest
 * @param taken in the order of their ids
 * @param leftOut the ids of the cases by the reason
 * @param figure computed anew from the cases
 * @param stored the value in the table; null where that is empty
 * @param valuesVersion the version of the table that the figure stands in
 * @param tableVersion the version of the table of cases that it was computed from; null when
 *     kpi_values does not tell, so that the cases are those of now
 */
public record KpiExplanation(
    KpiDefinition definition,
    ReportWeek week,
    Interval period,
    Segment segment,
    List<Taken> taken,
    Map<String, List<String>> leftOut,
    KpiFigure figure,
    @Nullable Double stored,
    long valuesVersion,
    @Nullable Long tableVersion) {

  /** A case behind the figure. */
  public record Taken(String id, Decision.Taken decision) {}

  /** Which figure; null for {@code publishedBy} means as it stands now. */
  public record Subject(
      KpiDefinition definition, ReportWeek week, Segment segment, @Nullable Instant publishedBy) {}

  /**
   * Explains a figure from the cases that it was computed from.
   *
   * @return empty when the table has no such row
   * @throws NotPublishedException when there were no figures at all yet at the instant
   */
  public static Optional<KpiExplanation> of(Lake lake, PlatformSettings settings, Subject subject) {
    KpiTables tables = KpiTables.of(settings);
    Instant publishedBy = subject.publishedBy();
    Optional<Commit> commit =
        publishedBy == null
            ? lake.newest(KpiValues.TABLE)
            : Published.at(lake, KpiValues.TABLE, publishedBy);
    return commit.flatMap(
        it ->
            row(lake, it.version(), subject).map(row -> explained(lake, tables, it, row, subject)));
  }

  private static Optional<Row> row(Lake lake, long version, Subject subject) {
    return ofWeek(lake, version, subject)
        .filter(row -> row.<Long>getAs("kpi_version") == subject.definition().version());
  }

  /** The row of the week in a version, whichever definition tells it there. */
  static Optional<Row> ofWeek(Lake lake, long version, Subject subject) {
    return lake
        .read(KpiValues.TABLE, version)
        .where(col("kpi_id").equalTo(subject.definition().id()))
        .where(col("period").equalTo(subject.week().label()))
        .where(col("segment_type").equalTo(subject.segment().type()))
        .where(col("segment").equalTo(subject.segment().name()))
        .collectAsList()
        .stream()
        .findFirst();
  }

  private static KpiExplanation explained(
      Lake lake, KpiTables tables, Commit commit, Row row, Subject subject) {
    Instant asOf = Objects.requireNonNull(commit.note().asOf());
    Interval period = period(subject.week(), asOf);
    Evaluation evaluation = new Evaluation(asOf, subject.week().zone());
    ExplanationInputs inputs = ExplanationInputs.of(lake, commit);
    KpiDefinition definition = subject.definition();
    List<Decided> decided =
        KpiCases.of(
                tables.read(definition.subject(), evaluation, inputs::read),
                List.of(definition),
                period,
                subject.segment(),
                evaluation)
            .getOrDefault(definition, List.of());
    List<Taken> taken = new ArrayList<>();
    Map<String, List<String>> leftOut = new TreeMap<>();
    for (Decided one : decided) {
      if (one.decision() instanceof Decision.Taken it) {
        taken.add(new Taken(one.id(), it));
      } else if (one.decision() instanceof Decision.LeftOut out) {
        leftOut.computeIfAbsent(out.reason(), reason -> new ArrayList<>()).add(one.id());
      }
    }
    boolean isOfNow = !inputs.readAsOfNow().isEmpty();
    return new KpiExplanation(
        definition,
        subject.week(),
        period,
        subject.segment(),
        taken,
        leftOut,
        KpiFigure.of(definition, taken.stream().map(each -> each.decision().value()).toList()),
        row.getAs("value"),
        commit.version(),
        isOfNow
            ? null
            : commit.note().versions().get(KpiSource.of(definition.subject()).table().name()));
  }

  /** What was looked at of a week: nothing after the evaluation. */
  static Interval period(ReportWeek week, Instant asOf) {
    Instant end = week.end().isAfter(asOf) ? asOf : week.end();
    return new Interval(week.start(), end);
  }

  /** The table of the cases. */
  public TableSpec table() {
    return KpiSource.of(definition.subject()).table();
  }

  /** Whether the table has exactly what comes out of the cases. */
  public boolean isAsStored() {
    return Objects.equals(figure.value(), stored);
  }
}
