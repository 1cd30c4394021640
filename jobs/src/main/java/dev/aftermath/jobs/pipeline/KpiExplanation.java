package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiFigure;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiIncidents;
import dev.aftermath.jobs.gold.KpiIncidents.Decided;
import dev.aftermath.jobs.gold.KpiIncidents.Segment;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import java.sql.Timestamp;
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
 * What is behind one figure of {@link KpiValues}: each incident that makes it, and each that does
 * not, with the reason.
 *
 * @param period the part of the week that was looked at: it ends with the evaluation at the latest
 * @param taken in the order of their ids
 * @param leftOut the ids of the incidents by the reason
 * @param figure computed anew from the incidents
 * @param stored the value in the table; null where that is empty
 * @param valuesVersion the version of the table that the figure stands in
 * @param factsVersion the version of {@link IncidentFacts} that it was computed from; null when the
 *     table does not tell, so that the facts are those of now
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
    @Nullable Long factsVersion) {

  /** An incident behind the figure. */
  public record Taken(String incidentId, Decision.Taken decision) {}

  /** Which figure; null for {@code publishedBy} means as it stands now. */
  public record Subject(
      KpiDefinition definition, ReportWeek week, Segment segment, @Nullable Instant publishedBy) {}

  /**
   * Explains a figure from the facts that it was computed from.
   *
   * @return empty when the table has no such row
   * @throws NotPublishedException when there were no figures at all yet at the instant
   */
  public static Optional<KpiExplanation> of(Lake lake, Subject subject) {
    Instant publishedBy = subject.publishedBy();
    Optional<Commit> commit =
        publishedBy == null
            ? lake.newest(KpiValues.TABLE)
            : Published.at(lake, KpiValues.TABLE, publishedBy);
    return commit.flatMap(
        it -> row(lake, it.version(), subject).map(row -> explained(lake, it, row, subject)));
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

  private static KpiExplanation explained(Lake lake, Commit commit, Row row, Subject subject) {
    Interval period = period(subject.week(), row.<Timestamp>getAs("as_of").toInstant());
    ExplanationInputs inputs = ExplanationInputs.of(lake, commit);
    KpiDefinition definition = subject.definition();
    List<Decided> decided =
        KpiIncidents.of(
                inputs.read(IncidentFacts.TABLE), List.of(definition), period, subject.segment())
            .getOrDefault(definition, List.of());
    List<Taken> taken = new ArrayList<>();
    Map<String, List<String>> leftOut = new TreeMap<>();
    for (Decided incident : decided) {
      if (incident.decision() instanceof Decision.Taken it) {
        taken.add(new Taken(incident.incidentId(), it));
      } else if (incident.decision() instanceof Decision.LeftOut out) {
        leftOut
            .computeIfAbsent(out.reason(), reason -> new ArrayList<>())
            .add(incident.incidentId());
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
        isOfNow ? null : commit.note().versions().get(IncidentFacts.TABLE.name()));
  }

  /** What was looked at of a week: nothing after the evaluation. */
  static Interval period(ReportWeek week, Instant asOf) {
    Instant end = week.end().isAfter(asOf) ? asOf : week.end();
    return new Interval(week.start(), end);
  }

  /** Whether the table has exactly what comes out of the incidents. */
  public boolean isAsStored() {
    return Objects.equals(figure.value(), stored);
  }
}
