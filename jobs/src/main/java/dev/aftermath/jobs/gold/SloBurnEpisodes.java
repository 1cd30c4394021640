package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.slo.BurnRateEpisode;
import dev.aftermath.jobs.domain.slo.BurnRateEpisodes;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.SloWindow;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * {@code month} is that of its start in UTC. The rules are those of the policies that the settings
 * choose, and those that the SLO declares itself. Exclusions are not regarded: an alert speaks of
 * what was to be seen.
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
    return build(sloSliceDays, slos, policies, asOf, null);
  }

  /**
   * Finds the episodes that began on a day in UTC or later.
   *
   * @param sloSliceDays the rows from {@link #firstDayNeeded} on
   * @param since null for all episodes
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      Instant asOf,
      @Nullable LocalDate since) {
    ArrayList<BurnRatePolicy> chosen = new ArrayList<>(policies);
    Instant start = since == null ? null : since.atStartOfDay().toInstant(ZoneOffset.UTC);
    return SloTimelines.map(
            sloSliceDays, slos, List.of(), ROWS, slo -> rows(slo, chosen, asOf, start))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The same by the rules of one policy only, whatever the SLOs declare themselves. */
  public static Dataset<Row> ofPolicy(
      Dataset<Row> sloSliceDays, List<SloHistory> slos, BurnRatePolicy policy, Instant asOf) {
    LinkedHashSet<BurnRateRule> rules = new LinkedHashSet<>(policy.rules());
    return SloTimelines.map(
            sloSliceDays, slos, List.of(), ROWS, slo -> rowsByRules(slo, rules, asOf, null))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /**
   * The first day of slices that episodes depend on which begin on a day or later: their windows
   * reach back to it, and so does what decides whether a rule was firing or waiting before.
   *
   * @param sloSliceDays all rows of {@link SloSliceDays}
   * @param reached the first day of the windows that the budgets are those of
   */
  public static LocalDate firstDayNeeded(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<BurnRatePolicy> policies,
      LocalDate since,
      LocalDate reached) {
    Set<BurnRateRule> rules = new LinkedHashSet<>();
    slos.forEach(slo -> rules.addAll(rules(slo, policies)));
    long hold = rules.stream().mapToLong(rule -> rule.hold().toSeconds()).max().orElse(0);
    long look = rules.stream().mapToLong(rule -> rule.longWindow().toDays()).max().orElse(0) + 2;
    LocalDate deciding =
        DecidingDays.before(
            sloSliceDays,
            since,
            Days.monthOf(reached),
            // More measured slices than a rule waits for: it fires or rests by the end of the day.
            col("known_slice_count").gt(ceil(lit(hold).divide(col("slice_seconds")))));
    LocalDate first = deciding.minusDays(look);
    return first.isBefore(reached) ? first : reached;
  }

  /** The rules that cannot be evaluated on the slices of an objective; a line each. */
  public static List<String> refusals(List<SloHistory> slos, List<BurnRatePolicy> policies) {
    List<String> refusals = new ArrayList<>();
    for (SloHistory slo : slos) {
      for (Objective objective : slo.newest().objectives()) {
        Duration declared = objective.timeSliceWindow();
        Duration slice = declared == null ? objective.grid().length() : declared;
        String where = slo.name() + ", objective " + objective.name() + ": ";
        rules(slo, policies)
            .forEach(
                rule ->
                    BurnRateEpisodes.refusal(rule, slice)
                        .ifPresent(reason -> refusals.add(where + reason)));
      }
    }
    return refusals;
  }

  private static Set<BurnRateRule> rules(SloHistory slo, List<BurnRatePolicy> policies) {
    Set<BurnRateRule> rules = new LinkedHashSet<>();
    policies.forEach(policy -> rules.addAll(policy.rules()));
    rules.addAll(slo.newest().alertRules());
    return rules;
  }

  private static List<Row> rows(
      MeasuredSlo slo, List<BurnRatePolicy> policies, Instant asOf, @Nullable Instant since) {
    return rowsByRules(slo, rules(slo.history(), policies), asOf, since);
  }

  private static List<Row> rowsByRules(
      MeasuredSlo slo, Set<BurnRateRule> rules, Instant asOf, @Nullable Instant since) {
    SloWindow window = SloWindow.of(slo.history());
    List<Row> rows = new ArrayList<>();
    for (Objective objective : slo.history().newest().objectives()) {
      Optional<ObjectiveLedger> ledger = slo.gross(objective);
      if (ledger.isEmpty()) {
        continue;
      }
      for (BurnRateRule rule : rules) {
        if (BurnRateEpisodes.refusal(rule, ledger.get().timeline().sliceLength()).isPresent()) {
          continue;
        }
        for (BurnRateEpisode episode :
            BurnRateEpisodes.find(ledger.get(), rule, window, asOf, since)) {
          rows.add(row(slo, objective, ledger.get(), rule, episode));
        }
      }
    }
    return rows;
  }

  private static Row row(
      MeasuredSlo slo,
      Objective objective,
      ObjectiveLedger ledger,
      BurnRateRule rule,
      BurnRateEpisode episode) {
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        objective.name(),
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
        episode.budgetConsumedAtStart(),
        episode.budgetSpentBeforeStart(),
        episode.worstBurnRate(),
        episode.bad().setScale(9, RoundingMode.HALF_EVEN),
        episode.budgetConsumedDuring(),
        ledger.definitionDigestAt(episode.start()));
  }
}
