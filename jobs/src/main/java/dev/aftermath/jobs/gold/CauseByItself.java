package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.cause.BrokenPromise;
import dev.aftermath.jobs.domain.cause.CauseFigures;
import dev.aftermath.jobs.domain.cause.CauseLabel;
import dev.aftermath.jobs.domain.cause.CauseMember;
import dev.aftermath.jobs.domain.cause.CauseProblem;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.CauseStatus;
import dev.aftermath.jobs.domain.cause.CauseTrend;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.domain.cause.FixClaim;
import dev.aftermath.jobs.domain.cause.PromiseCounts;
import dev.aftermath.jobs.spark.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What is known of a cause by looking at its incidents, and what was to be done about them. */
final class CauseByItself {
  private static final Duration MONTH = Duration.ofDays(30);

  /** One row per cause; times in microseconds. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          cause_id STRING NOT NULL,
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
          first_seen_at BIGINT NOT NULL,
          last_seen_at BIGINT NOT NULL,
          gap_median_seconds DOUBLE,
          gap_p80_seconds DOUBLE,
          weekly_episode_counts ARRAY<BIGINT> NOT NULL,
          last_28_days_count BIGINT NOT NULL,
          before_84_days_count BIGINT NOT NULL,
          last_30_days_count BIGINT NOT NULL,
          status STRING NOT NULL,
          fixed_at BIGINT,
          came_back_at BIGINT,
          quiet_before_return_seconds BIGINT,
          return_count BIGINT NOT NULL,
          quiet_proven_at BIGINT,
          resolved_count BIGINT NOT NULL,
          total_resolve_seconds BIGINT NOT NULL,
          median_acknowledge_seconds DOUBLE,
          median_resolve_seconds DOUBLE,
          change_episode_count BIGINT NOT NULL,
          action_item_open_count BIGINT NOT NULL,
          action_item_overdue_count BIGINT NOT NULL,
          action_item_done_count BIGINT NOT NULL,
          oldest_open_action_item_days BIGINT,
          earliest_action_item_due_at BIGINT,
          fix_basis STRING,
          fix_evidence ARRAY<STRING> NOT NULL,
          broken_promises %s NOT NULL,
          as_of BIGINT NOT NULL
          """
              .formatted(CausePromises.BROKEN));

  private static final StructType MEMBER =
      StructType.fromDDL(
          """
          cause_id STRING, incident_id STRING, opened BIGINT, service STRING, tenant STRING,
          compared_title STRING, cause_text STRING, time_to_acknowledge_seconds BIGINT,
          time_to_resolve_seconds BIGINT, is_after_change BOOLEAN, promises %s,
          problem %s
          """
              .formatted(CausePromises.OF_INCIDENT, CauseRemedies.PROBLEM));
  private static final int PROMISES = MEMBER.fieldIndex("promises");
  private static final int PROBLEM = MEMBER.fieldIndex("problem");
  private static final StructType KEY = StructType.fromDDL("cause_id STRING");

  private CauseByItself() {}

  /**
   * Looks at each cause: one shuffle of members.
   *
   * @param members {@link CauseMembers}
   * @param remedies {@link CauseRemedies}, sent to all members
   */
  static Dataset<Row> of(
      Dataset<Row> members,
      Dataset<Row> remedies,
      DecidedCauses decided,
      CauseRules rules,
      Evaluation evaluation) {
    return members
        .join(broadcast(remedies), new String[] {"incident_id"}, "left")
        .withColumn("opened", unix_micros(col("opened_at")))
        .withColumn("is_after_change", col("deployment_key").isNotNull())
        .to(MEMBER)
        .groupBy("cause_id")
        .as(Encoders.row(KEY), Encoders.row(MEMBER))
        .mapGroups(
            (MapGroupsFunction<Row, Row, Row>)
                (cause, rows) -> alone(cause.getString(0), rows, decided, rules, evaluation),
            Encoders.row(SCHEMA));
  }

  private static Row alone(
      String causeId,
      Iterator<Row> rows,
      DecidedCauses decided,
      CauseRules rules,
      Evaluation evaluation) {
    List<CauseMember> members = new ArrayList<>();
    CausePromises promises = new CausePromises();
    List<CauseProblem> problems = new ArrayList<>();
    rows.forEachRemaining(
        row -> {
          CauseMember member = member(row);
          members.add(member);
          if (!row.isNullAt(PROMISES)) {
            promises.add(member.openedAt(), row.getList(PROMISES));
          }
          if (!row.isNullAt(PROBLEM)) {
            problems.add(problem(row.getStruct(PROBLEM), member.openedAt()));
          }
        });
    CauseFigures figures =
        CauseFigures.of(
            members,
            promises.all(),
            FixClaim.all(decided.fixes(causeId), promises.all(), problems),
            rules,
            evaluation.asOf());
    return row(
        causeId,
        figures,
        decided.name(causeId),
        BrokenPromise.of(figures.promises(), figures.episodes(), rules));
  }

  private static CauseProblem problem(Row problem, Instant openedAt) {
    return new CauseProblem(
        problem.getString(0),
        openedAt,
        problem.isNullAt(1) ? null : Micros.instant(problem.getLong(1)));
  }

  private static CauseMember member(Row row) {
    return new CauseMember(
        row.getString(1),
        Micros.instant(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.isNullAt(7) ? null : row.getLong(7),
        row.isNullAt(8) ? null : row.getLong(8),
        row.getBoolean(9) ? CauseMember.Trigger.CHANGE : CauseMember.Trigger.NONE_KNOWN);
  }

  /**
   * A row of {@link #SCHEMA}.
   *
   * @param name that a human gave it; null without one
   * @param broken the promises about it that were broken
   */
  private static Row row(
      String causeId, CauseFigures figures, @Nullable String name, List<BrokenPromise> broken) {
    CauseStatus status = figures.status();
    FixClaim fix = status.fix();
    PromiseCounts promises = PromiseCounts.of(figures.promises(), figures.asOf());
    CauseLabel label = figures.label(name);
    Duration quiet = status.quietBeforeReturn();
    CauseTrend.Counts counts = CauseTrend.Counts.of(figures.episodes(), figures.asOf());
    return RowFactory.create(
        causeId,
        label.text(),
        label.source().word(),
        figures.oldest().title(),
        figures.mainService(),
        figures.services().toArray(),
        figures.tenants().toArray(),
        figures.oldest().incidentId(),
        figures.newest().incidentId(),
        (long) figures.members().size(),
        (long) figures.episodes().size(),
        Micros.of(figures.oldest().openedAt()),
        Micros.of(figures.newest().openedAt()),
        figures.gapSeconds(0.5),
        figures.gapSeconds(0.8),
        figures.weeks().toArray(),
        counts.recent(),
        counts.before(),
        figures.episodesWithin(MONTH),
        status.state().word(),
        Micros.ofNullable(status.fixedAt()),
        Micros.ofNullable(status.cameBackAt()),
        quiet == null ? null : quiet.toSeconds(),
        status.returnCount(),
        Micros.ofNullable(status.quietProvenAt()),
        figures.resolvedCount(),
        figures.totalResolveSeconds(),
        figures.medianAcknowledgeSeconds(),
        figures.medianResolveSeconds(),
        figures.changeEpisodeCount(),
        promises.openCount(),
        promises.overdueCount(),
        promises.doneCount(),
        promises.oldestOpenDays(),
        Micros.ofNullable(promises.earliestDueAt()),
        fix == null ? null : fix.basis().word(),
        fix == null ? new Object[0] : fix.evidence().toArray(),
        CausePromises.cell(broken),
        Micros.of(figures.asOf()));
  }
}
