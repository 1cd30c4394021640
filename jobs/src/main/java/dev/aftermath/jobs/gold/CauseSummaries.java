package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * One row per cause, also of those that struck once.
 *
 * <ul>
 *   <li>{@code label} is what people call it: by {@code label_source} a {@code human}'s name, the
 *       {@code sentence} that most people wrote, or what the titles have in common ({@code title});
 *       {@code former_ids} are ids that mean it by now, because causes were merged or an incident
 *       that led one was found to be of this one.
 *   <li>{@code episode_count}: incidents opened soon after one another are one episode. Gaps run
 *       from the beginning of one to that of the next. {@code weekly_episode_counts} are those of
 *       the last 13 times seven days, the oldest first.
 *   <li>{@code trend} is {@code new}, {@code rising}, {@code steady}, {@code falling} or {@code
 *       quiet}: the last 28 days against the 84 before, {@code trend_p_value} by the exact binomial
 *       test, null where there is too little to test.
 *   <li>{@code frequency} is {@code frequent} (at least 20 % of the episodes of its {@code service}
 *       in the last 30 days), {@code rare} (at most 5 %), {@code usual} or {@code absent}.
 *   <li>{@code status} is {@code single}, {@code recurring}, {@code claimed_fixed}, {@code
 *       proven_quiet} or {@code came_back}; {@code quiet_proven_at} is when it may be called quiet
 *       if nothing happens until then.
 *   <li>{@code fixed_at} is the latest of all claims that it was fixed; {@code fix_basis} is {@code
 *       human} (somebody decided so), {@code problem} (all problem records about incidents of
 *       before were closed with a fix by then) or {@code action_items} (all of its postmortems
 *       about incidents of before were done by then), {@code fix_evidence} what was closed since
 *       the claim before.
 *   <li>{@code action_item_open_count} and the like count the action items of the postmortems of
 *       its incidents ({@link ActionItemStatus}), without those that were cancelled; {@code
 *       oldest_open_action_item_days} is null where none is open, {@code
 *       earliest_action_item_due_at} is of the open ones.
 *   <li>{@code broken_promises} has those of them that did not keep it from striking again, one per
 *       {@code kind}: {@code open} (it struck after {@code promised_at} and before it was done;
 *       {@code overdue_days}: since when its time had been up at {@code last_recurred_at}) or
 *       {@code done} (it struck later than the grace after {@code closed_at}; {@code quiet_days}:
 *       from then to {@code first_recurred_at}). {@link BrokenPromises} has a row for each.
 *   <li>{@code resolve_share} is its part of the time to resolve of all incidents. {@code
 *       service_median_resolve_seconds} and the like are of all incidents of its {@code service},
 *       that of most of its own.
 *   <li>{@code change_episode_count}: episodes that a deployment came before. {@code change_lift}
 *       is their share over that of the other causes' episodes of the service, {@code
 *       change_p_value} by Fisher's exact test that chance gives so many. "Preceded by", never
 *       "caused by".
 *   <li>{@code budget_share} is the largest part of a four-week error budget that it took, {@code
 *       budget_slo} that SLO's name; {@link CauseBudgets} has all. Null where it took none.
 * </ul>
 */
public final class CauseSummaries {
  private static final String BROKEN_PROMISES =
      CausePromises.BROKEN.replace("TIMESTAMP_NTZ", "TIMESTAMP");

  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "causes",
          """
          cause_id STRING NOT NULL,
          former_ids ARRAY<STRING> NOT NULL,
          label STRING NOT NULL,
          label_source STRING NOT NULL,
          template STRING NOT NULL,
          service STRING,
          services ARRAY<STRING> NOT NULL,
          tenants ARRAY<STRING> NOT NULL,
          leader_incident_id STRING NOT NULL,
          newest_incident_id STRING NOT NULL,
          incident_count BIGINT NOT NULL,
          episode_count BIGINT NOT NULL,
          first_seen_at TIMESTAMP NOT NULL,
          last_seen_at TIMESTAMP NOT NULL,
          gap_median_seconds DOUBLE,
          gap_p80_seconds DOUBLE,
          weekly_episode_counts ARRAY<BIGINT> NOT NULL,
          last_28_days_count BIGINT NOT NULL,
          before_84_days_count BIGINT NOT NULL,
          trend STRING NOT NULL,
          trend_p_value DOUBLE,
          last_30_days_count BIGINT NOT NULL,
          frequency STRING NOT NULL,
          status STRING NOT NULL,
          fixed_at TIMESTAMP,
          fix_basis STRING,
          fix_evidence ARRAY<STRING> NOT NULL,
          came_back_at TIMESTAMP,
          quiet_before_return_seconds BIGINT,
          return_count BIGINT NOT NULL,
          quiet_proven_at TIMESTAMP,
          resolved_count BIGINT NOT NULL,
          total_resolve_seconds BIGINT NOT NULL,
          resolve_share DOUBLE,
          median_acknowledge_seconds DOUBLE,
          service_median_acknowledge_seconds DOUBLE,
          median_resolve_seconds DOUBLE,
          service_median_resolve_seconds DOUBLE,
          change_episode_count BIGINT NOT NULL,
          change_lift DOUBLE,
          change_p_value DOUBLE,
          action_item_open_count BIGINT NOT NULL,
          action_item_overdue_count BIGINT NOT NULL,
          action_item_done_count BIGINT NOT NULL,
          oldest_open_action_item_days BIGINT,
          earliest_action_item_due_at TIMESTAMP,
          broken_promises %s NOT NULL,
          budget_share DOUBLE,
          budget_slo STRING,
          as_of TIMESTAMP NOT NULL
          """
              .formatted(BROKEN_PROMISES),
          "cause_id");

  private CauseSummaries() {}

  /**
   * Builds the table: one shuffle of members. Each cause is looked at by itself first, and these
   * rows are kept aside on the disk while services are added up. Remedies, which are few, are sent
   * to all members.
   *
   * @param members {@link CauseMembers}
   * @param remedies {@link CauseRemedies} of the same evaluation
   * @param budgets {@link CauseBudgets}
   * @param registered {@link CauseRegistrations}
   * @param decided what humans decided
   */
  public static Dataset<Row> build(
      Dataset<Row> members,
      Dataset<Row> remedies,
      Dataset<Row> budgets,
      Dataset<Row> registered,
      DecidedCauses decided,
      CauseRules rules,
      Evaluation evaluation) {
    Dataset<Row> alone =
        CauseByItself.of(members, remedies, decided, rules, evaluation)
            .localCheckpoint(true, StorageLevel.DISK_ONLY());
    return CauseComparison.compared(alone, members, evaluation)
        .join(costs(budgets), new String[] {"cause_id"}, "left")
        .join(formerIds(registered, alone, decided), new String[] {"cause_id"}, "left")
        .withColumn("former_ids", coalesce(col("former_ids"), array().cast("array<string>")))
        .withColumn("broken_promises", col("broken_promises").cast(BROKEN_PROMISES))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Dataset<Row> costs(Dataset<Row> budgets) {
    return budgets
        .where(
            col("window")
                .equalTo(SplitSlo.FOUR_WEEKS)
                .and(col("cause_id").isNotNull())
                .and(col("share_of_budget").isNotNull()))
        .groupBy("cause_id")
        .agg(
            max("share_of_budget").as("budget_share"),
            max_by(col("slo"), struct(col("share_of_budget"), col("slo"))).as("budget_slo"));
  }

  /** Of causes that were left by the incident that led them, those that nobody has any more. */
  private static Dataset<Row> formerIds(
      Dataset<Row> registered, Dataset<Row> alone, DecidedCauses decided) {
    List<Row> aliases = new ArrayList<>();
    decided.aliases().forEach((id, becomes) -> aliases.add(RowFactory.create(id, becomes)));
    Dataset<Row> merged =
        registered
            .sparkSession()
            .createDataFrame(aliases, StructType.fromDDL("former STRING, cause_id STRING"));
    Dataset<Row> left =
        registered
            .where("left_cause_id IS NOT NULL")
            .groupBy(col("left_cause_id").as("former"))
            .agg(max_by(col("cause_id"), struct(col("batch"), col("opened_at"))).as("cause_id"));
    return merged
        .union(left)
        .join(alone.select(col("cause_id").as("former")), new String[] {"former"}, "left_anti")
        .groupBy("cause_id")
        .agg(array_sort(collect_set("former")).as("former_ids"));
  }
}
