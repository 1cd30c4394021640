package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How {@link IncidentFacts} depends on incidents, alerts, the names of teams and the evaluation. A
 * row hangs on its own incident and on the alerts that led to it. What is open lies by itself, so
 * that a later evaluation leaves months alone in which nothing happened.
 */
final class FactRules implements Monthly.Rules {
  /** The tables that facts are made from. */
  static final List<TableSpec> INPUTS =
      Stream.concat(PublishedIncidents.INPUTS.stream(), Stream.of(Alerts.TABLE)).toList();

  private final Evaluation evaluation;

  FactRules(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  @Override
  public Dataset<Row> all(Lake lake) {
    return facts(lake, PublishedIncidents.read(lake));
  }

  /** What lies under open and was opened in none of the months is only older than it was. */
  @Override
  public Dataset<Row> of(Lake lake, SortedSet<String> months) {
    Set<String> read = new TreeSet<>(months);
    read.add(Incidents.UNKNOWN);
    Column isOfOthers =
        col("opened_at")
            .isNotNull()
            .and(not(date_format(col("opened_at"), "yyyy-MM").isin(months.toArray())));
    return facts(
            lake, PublishedIncidents.read(lake).where(col(TableSpec.MONTH).isin(read.toArray())))
        .unionByName(IncidentFacts.later(openOnes(lake).where(isOfOthers), evaluation));
  }

  private Dataset<Row> facts(Lake lake, Dataset<Row> incidents) {
    return IncidentFacts.build(incidents, lake.read(Alerts.TABLE), evaluation);
  }

  private static Dataset<Row> openOnes(Lake lake) {
    return lake.read(IncidentFacts.TABLE).where(col(TableSpec.MONTH).equalTo(IncidentFacts.OPEN));
  }

  @Override
  public Set<String> besides() {
    return Set.of(IncidentFacts.OPEN, Incidents.UNKNOWN);
  }

  /** The age of what is open, and what changed of incidents that no day is known of. */
  @Override
  public boolean touchesBesides() {
    return true;
  }

  @Override
  public Optional<Days> touched(Monthly.Change change) {
    Instant before = change.asOfBefore();
    if (before == null
        || evaluation.asOf().isBefore(before)
        || areTeamsNamedOtherwise(change)
        || areAlertsKnownSinceOtherwise(change)) {
      return Optional.empty();
    }
    return Optional.of(
        change.of(Incidents.TABLE).days().and(ended(change.lake())).and(alerted(change)));
  }

  /** Names of teams that are new are those of incidents that changed. */
  private static boolean areTeamsNamedOtherwise(Monthly.Change change) {
    return change.differs(TeamGroups.TABLE)
        && !rows(change.lake().read(TeamGroups.TABLE))
            .containsAll(rows(change.before(TeamGroups.TABLE)));
  }

  private static Set<Row> rows(Dataset<Row> groups) {
    return new HashSet<>(groups.collectAsList());
  }

  private static boolean areAlertsKnownSinceOtherwise(Monthly.Change change) {
    return change.differs(Alerts.TABLE)
        && !since(change.lake().read(Alerts.TABLE)).equals(since(change.before(Alerts.TABLE)));
  }

  private static Row since(Dataset<Row> alerts) {
    return alerts.agg(min("started_at")).first();
  }

  /** The days of incidents that other alerts led to than before. */
  private static Days alerted(Monthly.Change change) {
    if (!change.differs(Alerts.TABLE)) {
      return Days.none();
    }
    Dataset<Row> incidents =
        DifferingRows.between(
            linked(change.before(Alerts.TABLE)),
            linked(change.lake().read(Alerts.TABLE)),
            col("incident_id"));
    return days(
        change.lake().read(Incidents.TABLE).join(incidents, "incident_id"), col("opened_at"));
  }

  private static Dataset<Row> linked(Dataset<Row> alerts) {
    return alerts
        .where("incident_id IS NOT NULL")
        .select("incident_id", "system", "fingerprint", "started_at");
  }

  /** The days of what was not over at the former evaluation and, by what was known, is now. */
  private Days ended(Lake lake) {
    Column isOver =
        col("settled_at")
            .lt(lit(evaluation.asOf()))
            .or(col("settled_at").isNull().and(col("is_open").equalTo(false)));
    return days(openOnes(lake).where(isOver), col("opened_at"));
  }

  private static Days days(Dataset<Row> rows, Column at) {
    List<LocalDate> days =
        rows.where(at.isNotNull()).select(to_date(at)).distinct().collectAsList().stream()
            .map(row -> row.getLocalDate(0))
            .toList();
    return Days.of(days);
  }
}
