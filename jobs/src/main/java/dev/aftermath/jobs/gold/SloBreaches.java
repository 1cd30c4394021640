package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.DayEnds;
import dev.aftermath.jobs.domain.slo.Breach;
import dev.aftermath.jobs.domain.slo.Breaches;
import dev.aftermath.jobs.domain.slo.DeclaredDays;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.Judgement;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per SLO, group, objective and stretch of time in which the SLO's own window was missed.
 *
 * <p>{@link Breaches} says when one begins and ends, by the version in force at each instant;
 * {@code end_at} is null while it lasts. {@code state} is {@code open}, {@code ended} (the window
 * was met again), {@code ended_by_period} (a new calendar period began before it was) or {@code
 * ended_by_definition} (a version that judges otherwise came into force before it was). A composite
 * SLO has the objective {@code composite} besides its parts, as in {@link SloWindows}. {@code bad}
 * is what was bad between start and end, in events or slices. {@code tenants} is that of the group,
 * or those that the SLO's label {@code tenant} names; where neither tells, those that counted
 * incidents of the service name which were open meanwhile. {@code definition_digests} are the
 * versions in force meanwhile. {@code budget_consumed_ratio} is the most that the window had
 * consumed meanwhile, {@code worst_hour_burn_rate} the highest burn rate over any one hour that
 * ended meanwhile, in whole slices, rounded up; both are null where the target leaves no budget.
 */
public final class SloBreaches {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "slo_breaches",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          end_at TIMESTAMP,
          state STRING NOT NULL,
          bad DECIMAL(38, 9) NOT NULL,
          budget_consumed_ratio DOUBLE,
          worst_hour_burn_rate DOUBLE,
          tenants ARRAY<STRING> NOT NULL,
          definition_digests ARRAY<STRING> NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "start_at");

  private static final String TENANT = "tenant";
  static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloBreaches() {}

  /** The breaches known as of the instant of the search. */
  public static Dataset<Row> build(SloFindings findings) {
    return findings.of(SloFindings.Kind.BREACH, TABLE.schema());
  }

  /**
   * The breaches of an SLO.
   *
   * @param incidents that concern it
   */
  static List<Row> rows(
      MeasuredSlo slo, List<IncidentSpan> incidents, ZoneId reportZone, Instant asOf) {
    List<Row> rows = new ArrayList<>();
    Optional<Instant> first = slo.firstSlice();
    if (first.isEmpty()) {
      return rows;
    }
    SloHistory history = slo.history();
    List<Instant> days = DeclaredDays.ends(history, first.get(), asOf, reportZone, new DayEnds());
    for (String objective : history.objectiveNames()) {
      Breaches.find(Judgement.of(slo, objective), days, asOf)
          .forEach(breach -> rows.add(row(slo, objective, breach, incidents, asOf)));
    }
    return rows;
  }

  private static Row row(
      MeasuredSlo slo,
      String objective,
      Breach breach,
      List<IncidentSpan> incidents,
      Instant asOf) {
    Instant end = breach.end();
    Instant seen = end == null ? asOf : end;
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        objective,
        Micros.of(breach.start()),
        Micros.ofNullable(end),
        breach.state().word(),
        breach.bad().setScale(9, RoundingMode.HALF_EVEN),
        breach.budgetConsumedRatio(),
        breach.worstHourBurnRate(),
        tenants(slo, incidents, breach.start(), seen).toArray(),
        slo.history().digestsBetween(breach.start(), seen).toArray());
  }

  private static List<String> tenants(
      MeasuredSlo slo, List<IncidentSpan> incidents, Instant start, Instant end) {
    SloHistory history = slo.history();
    Optional<String> ofGroup = history.groupingOf(slo.group()).value(slo.group(), TENANT);
    if (ofGroup.isPresent()) {
      return List.of(ofGroup.get());
    }
    List<String> labelled = history.newest().labels().getOrDefault(TENANT, List.of());
    return labelled.isEmpty() ? hit(incidents, start, end) : labelled;
  }

  private static List<String> hit(List<IncidentSpan> incidents, Instant start, Instant end) {
    return incidents.stream()
        .filter(incident -> incident.isOpenBetween(start, end))
        .map(IncidentSpan::tenant)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }
}
