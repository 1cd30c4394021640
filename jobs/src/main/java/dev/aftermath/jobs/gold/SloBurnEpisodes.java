package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.slo.BurnRateEpisode;
import dev.aftermath.jobs.domain.slo.BurnRateEpisodes;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateReach;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.DatedRules;
import dev.aftermath.jobs.domain.slo.Judgement;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLO, group, objective, burn-rate rule and stretch of time for which its alert would
 * have fired.
 *
 * <p>{@link BurnRateEpisodes} says when one begins and ends; {@code end_at} is null while it lasts,
 * {@code month} is that of its start in UTC. {@code state} is {@code open}, {@code ended} (measured
 * not to burn any more), {@code ended_without_data} (nothing was measured over the rule's long
 * window: whether it still burned is unknown) or {@code ended_by_definition} (a version with other
 * slices, or without the objective or the rule, came into force). A composite SLO has the objective
 * {@code composite} besides its parts. The rules are those of the policies that the settings
 * choose, and while a version is in force those that it declares itself. Exclusions are not
 * regarded: an alert speaks of what was to be seen.
 *
 * <ul>
 *   <li>{@code budget_consumed_at_start_ratio} is the share of its budget that the SLO's own window
 *       had consumed when the alert fired, {@code budget_spent_before_start_ratio} that part of it
 *       that the rule's long window had spent: the price of the detection.
 *   <li>{@code worst_burn_rate} is the highest over the rule's long window meanwhile.
 *   <li>{@code bad} is what was bad meanwhile, in events or slices, {@code
 *       budget_consumed_during_ratio} the same as a share of the window's budget at the end.
 * </ul>
 *
 * Ratios are null where the target leaves no budget.
 */
public final class SloBurnEpisodes {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "slo_burn_episodes",
              """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          policy STRING NOT NULL,
          rule STRING NOT NULL,
          severity STRING NOT NULL,
          long_window_seconds BIGINT NOT NULL,
          short_window_seconds BIGINT,
          factor DOUBLE NOT NULL,
          hold_seconds BIGINT NOT NULL,
          month STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          end_at TIMESTAMP,
          state STRING NOT NULL,
          budget_consumed_at_start_ratio DOUBLE,
          budget_spent_before_start_ratio DOUBLE,
          worst_burn_rate DOUBLE,
          bad DECIMAL(38, 9) NOT NULL,
          budget_consumed_during_ratio DOUBLE,
          definition_digest STRING NOT NULL
          """,
              "slo",
              "group_key",
              "objective",
              "policy",
              "rule",
              "start_at")
          .byMonth();

  private static final int SECONDS_PER_DAY = 86_400;
  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloBurnEpisodes() {}

  /**
   * Finds the episodes known as of an instant.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      Instant asOf) {
    return found(sloSliceDays, slos, policies, asOf, null);
  }

  /**
   * Finds the episodes that began on a day in UTC or later.
   *
   * @param sloSliceDays all rows, of which those from {@link #firstDayNeeded} on are read, and the
   *     first ones of what is judged with others: a part of a composite, or the measure of an
   *     earlier version
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      Instant asOf,
      LocalDate since,
      LocalDate firstDayNeeded) {
    List<String> together =
        slos.stream().filter(SloBurnEpisodes::hasSeveralMeasures).map(SloHistory::name).toList();
    return found(
        SloTimelines.since(sloSliceDays, Days.monthOf(firstDayNeeded), together),
        slos,
        policies,
        asOf,
        since.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static boolean hasSeveralMeasures(SloHistory slo) {
    return slo.versions().size() > 1 || slo.newest().kind() == SloDefinition.Kind.COMPOSITE;
  }

  private static Dataset<Row> found(
      Dataset<Row> slices,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      Instant asOf,
      @Nullable Instant since) {
    ArrayList<BurnRatePolicy> chosen = new ArrayList<>(policies);
    return SloTimelines.map(
            slices,
            slos,
            List.of(),
            ROWS,
            slo ->
                rows(
                    slo,
                    slo.history().objectiveNames(),
                    DatedRules.of(slo.history(), chosen),
                    asOf,
                    since))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /**
   * The same by the rules of one policy only, whatever the SLOs declare themselves, for what their
   * newest versions measure: the parts of a composite, not the whole.
   */
  public static Dataset<Row> ofPolicy(
      Dataset<Row> sloSliceDays, List<SloHistory> slos, BurnRatePolicy policy, Instant asOf) {
    return SloTimelines.map(
            sloSliceDays,
            slos,
            List.of(),
            ROWS,
            slo ->
                rows(
                    slo,
                    objectives(slo.history().newest()),
                    DatedRules.always(slo.history(), policy.rules()),
                    asOf,
                    null))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /**
   * The first day of slices that episodes depend on which begin on a day or later: their windows
   * reach back to it, and so does what decides whether a rule was firing or waiting before.
   *
   * @param sloSliceDays all rows of {@link SloSliceDays}; looked at only where a rule remembers for
   *     longer than the windows reach back
   * @param reached the first day of the windows that the budgets are those of
   */
  public static LocalDate firstDayNeeded(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      LocalDate since,
      LocalDate reached) {
    BurnRateReach reach = new BurnRateReach();
    slos.forEach(slo -> reach.add(slo, DatedRules.of(slo, policies).all()));
    LocalDate first = since.minusDays(reach.memoryDays()).minusDays(reach.windowDays());
    if (first.isBefore(reached) && reach.isDecidedByFullDays()) {
      LocalDate decided =
          DecidingDays.before(
              sloSliceDays,
              since,
              since.minusDays(reach.windowDays()),
              Days.monthOf(reached),
              lit(SECONDS_PER_DAY)
                  .divide(col("slice_seconds"))
                  .minus(col("known_slice_count"))
                  .lt(reach.spareSlicesOfDay()));
      LocalDate windows = decided.minusDays(reach.windowDays());
      first = windows.isAfter(first) ? windows : first;
    }
    return first.isBefore(reached) ? first : reached;
  }

  /** The rules that cannot be evaluated on the slices of an objective; a line each. */
  public static List<String> refusals(List<SloHistory> slos, List<BurnRatePolicy> policies) {
    List<String> refusals = new ArrayList<>();
    for (SloHistory slo : slos) {
      Set<BurnRateRule> rules = DatedRules.of(slo.always(slo.newest()), policies).all();
      BurnRateReach.sliceLengths(slo.newest())
          .forEach(
              (objective, slice) ->
                  rules.forEach(
                      rule ->
                          BurnRateEpisodes.refusal(rule, slice)
                              .ifPresent(
                                  reason ->
                                      refusals.add(
                                          slo.name()
                                              + ", objective "
                                              + objective
                                              + ": "
                                              + reason))));
    }
    return refusals;
  }

  private static Set<String> objectives(SloDefinition version) {
    return version.objectives().stream()
        .map(Objective::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Row> rows(
      MeasuredSlo slo,
      Set<String> objectives,
      DatedRules rules,
      Instant asOf,
      @Nullable Instant since) {
    List<Row> rows = new ArrayList<>();
    for (String objective : objectives) {
      List<Judgement> judgements = Judgement.of(slo, objective);
      rules.find(
          judgements, asOf, since, (rule, episode) -> rows.add(row(slo, objective, rule, episode)));
    }
    return rows;
  }

  private static Row row(
      MeasuredSlo slo, String objective, BurnRateRule rule, BurnRateEpisode episode) {
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        objective,
        rule.policy(),
        rule.label(),
        rule.severity(),
        rule.longWindow().toSeconds(),
        rule.shortWindow() == null ? null : rule.shortWindow().toSeconds(),
        rule.factor().doubleValue(),
        rule.hold().toSeconds(),
        Days.monthOf(episode.start().atOffset(ZoneOffset.UTC).toLocalDate()),
        Micros.of(episode.start()),
        Micros.ofNullable(episode.end()),
        episode.state().word(),
        episode.budgetConsumedAtStart(),
        episode.budgetSpentBeforeStart(),
        episode.worstBurnRate(),
        episode.bad().setScale(9, RoundingMode.HALF_EVEN),
        episode.budgetConsumedDuring(),
        slo.history().before(episode.start()).digest());
  }
}
