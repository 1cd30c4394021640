package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiChanges;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How {@link KpiValues} depends on the cases of its definitions and on the evaluation. A week that
 * is told otherwise changes what all later ones are compared with, so that everything from the
 * month of the first such week is told again.
 */
final class KpiRules implements Monthly.Rules {
  private final List<KpiDefinition> definitions;
  private final KpiTables tables;
  private final Evaluation evaluation;

  KpiRules(List<KpiDefinition> definitions, KpiTables tables, Evaluation evaluation) {
    this.definitions = List.copyOf(definitions);
    this.tables = tables;
    this.evaluation = evaluation;
  }

  @Override
  public Dataset<Row> all(Lake lake) {
    return KpiValues.build(
        tables.read(definitions, evaluation, lake::read), definitions, evaluation);
  }

  @Override
  public Dataset<Row> of(Lake lake, SortedSet<String> months) {
    return KpiValues.since(
        firstOf(months),
        lake.read(KpiValues.TABLE),
        tables.read(definitions, evaluation, lake::read),
        definitions,
        evaluation);
  }

  private ReportWeek firstOf(SortedSet<String> months) {
    return new ReportWeek(
        YearMonth.parse(months.first())
            .atDay(1)
            .with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)),
        evaluation.zone());
  }

  @Override
  public Optional<Days> touched(Monthly.Change change) {
    Instant before = change.asOfBefore();
    if (before == null || evaluation.asOf().isBefore(before)) {
      return Optional.empty();
    }
    Instant first =
        Stream.of(
                Optional.of(before.minusNanos(1)),
                hanging(change.lake()),
                changes(change, new Evaluation(before, evaluation.zone())).earliest())
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .orElseThrow();
    Days days = Days.between(week(first).monday(), week(evaluation.asOf().minusNanos(1)).monday());
    return isComparedWithTold(days.months()) ? Optional.of(days) : Optional.empty();
  }

  private ReportWeek week(Instant instant) {
    return ReportWeek.holding(instant, evaluation.zone());
  }

  /** Where no definition of a subject tells a week, nobody knows what segments it had. */
  private boolean isComparedWithTold(SortedSet<String> months) {
    ReportWeek compared = KpiValues.firstCompared(firstOf(months));
    return definitions.stream()
        .map(KpiDefinition::subject)
        .distinct()
        .allMatch(
            subject ->
                definitions.stream()
                    .filter(each -> each.subject() == subject)
                    .anyMatch(each -> each.term().holds(compared.monday())));
  }

  /** The first week of which a later evaluation tells another row though nothing happened. */
  private static Optional<Instant> hanging(Lake lake) {
    Instant first =
        lake.read(KpiValues.TABLE)
            .where("open_as_of IS NOT NULL")
            .agg(min("period_start_at"))
            .first()
            .getInstant(0);
    return Optional.ofNullable(first);
  }

  private KpiChanges changes(Monthly.Change change, Evaluation then) {
    KpiChanges changes = new KpiChanges(definitions);
    Lake lake = change.lake();
    for (Subject subject : KpiTables.used(definitions)) {
      if (KpiSource.of(subject).hangsOnEvaluation()
          || KpiTables.inputs(subject).stream().anyMatch(change::differs)) {
        changes.add(
            subject,
            touched(change, subject, tables.read(subject, then, change::before)),
            then,
            touched(change, subject, tables.read(subject, evaluation, lake::read)),
            evaluation);
      }
    }
    return changes;
  }

  /** Of facts only the months in which anything happened. */
  private static Dataset<Row> touched(Monthly.Change change, Subject subject, Dataset<Row> cases) {
    if (subject != Subject.INCIDENTS) {
      return cases;
    }
    Set<String> months = new TreeSet<>(change.of(IncidentFacts.TABLE).days().months());
    months.add(IncidentFacts.OPEN);
    months.add(Incidents.UNKNOWN);
    return cases.where(col(TableSpec.MONTH).isin(months.toArray()));
  }
}
