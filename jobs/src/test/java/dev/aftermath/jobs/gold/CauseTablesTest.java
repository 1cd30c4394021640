package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Four disks run full, two of them within a day and the last one after it was fixed; two people
 * report missing orders, which turn out to be one problem; a drill does not count.
 */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Eight incidents of three causes")
class CauseTablesTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final DecidedCauses NOTHING_DECIDED = DecidedCauses.of(List.of(), Map.of());

  private Dataset<Row> incidents;
  private Dataset<Row> facts;
  private Dataset<Row> registered;

  @BeforeAll
  void register(SparkSession spark) {
    incidents =
        spark.sql(
            """
            SELECT incident_id, population, timestamp(opened_at) AS opened_at, 'acme' AS tenant,
              'shop' AS service, title,
              array(named_struct('actor_kind', actor)) AS events, problem AS problem_reference,
              CAST(NULL AS STRING) AS parent, incident_id AS servicenow_number,
              incident_id AS servicenow_key, CAST(NULL AS STRING) AS pagerduty_key,
              0L AS child_count, CAST(NULL AS STRING) AS change_reference, monitoring_id,
              CAST(NULL AS STRING) AS cause_key
            FROM VALUES
              ('D1', 'counted', '2026-03-01 10:00:00', 'Disk 91 % full on db-1', 'AUTOMATION', NULL, 'M'),
              ('D2', 'counted', '2026-03-01 20:00:00', 'Disk 97 % full on db-2', 'AUTOMATION', NULL, 'M'),
              ('D3', 'counted', '2026-03-21 10:00:00', 'Disk 99 % full on db-3', 'AUTOMATION', NULL, 'M'),
              ('D4', 'counted', '2026-05-20 10:00:00', 'Disk 92 % full on db-1', 'AUTOMATION', NULL, 'M'),
              ('O1', 'counted', '2026-04-01 10:00:00', 'Orders are missing', 'HUMAN', NULL, 'M'),
              ('O2', 'counted', '2026-04-09 10:00:00', 'No orders since noon', 'HUMAN', NULL, 'M'),
              ('S1', 'counted', '2026-04-02 10:00:00', 'Search is slow', 'HUMAN', NULL, 'M'),
              ('T1', 'test', '2026-04-03 10:00:00', 'Disk 90 % full on db-1', 'AUTOMATION', NULL, 'M')
              AS t(incident_id, population, opened_at, title, actor, problem, monitoring_id)
            """);
    facts =
        spark.sql(
            """
            SELECT incident_id, population, timestamp(opened_at) AS opened_at, 'acme' AS tenant,
              'shop' AS service, '2026-W10' AS opened_week, CAST(NULL AS TIMESTAMP) AS settled_at,
              60L AS time_to_acknowledge_seconds, seconds AS time_to_resolve_seconds,
              cause_text, timestamp('2026-06-01 00:00:00') AS open_as_of
            FROM VALUES
              ('D1', 'counted', '2026-03-01 10:00:00', 600L, 'Disk full on db-1'),
              ('D2', 'counted', '2026-03-01 20:00:00', 1200L, 'disk full on db-2.'),
              ('D3', 'counted', '2026-03-21 10:00:00', 1800L, NULL),
              ('D4', 'counted', '2026-05-20 10:00:00', NULL, NULL),
              ('O1', 'counted', '2026-04-01 10:00:00', 3600L, NULL),
              ('O2', 'counted', '2026-04-09 10:00:00', 4800L, NULL),
              ('S1', 'counted', '2026-04-02 10:00:00', 0L, NULL),
              ('T1', 'test', '2026-04-03 10:00:00', 60L, NULL)
              AS t(incident_id, population, opened_at, seconds, cause_text)
            """);
    registered = first(incidents).cache();
  }

  @Test
  @DisplayName("are registered by what machines say alike, and humans' reports each by itself")
  void registration() {
    assertThat(lines(registered, "incident_id", "edge", "evidence"))
        .containsExactly(
            "D1 | leader | disk <*> full on <*>",
            "D2 | monitor | M: disk <*> full on <*>",
            "D3 | monitor | M: disk <*> full on <*>",
            "D4 | monitor | M: disk <*> full on <*>",
            "O1 | leader | orders are missing",
            "O2 | leader | no orders since noon",
            "S1 | leader | search is slow");
    assertThat(causes(registered, "D1", "D2", "D3", "D4")).containsExactly(1L);
  }

  @Test
  @DisplayName("are entered again only where their records say more, and a hard link moves one")
  void saidLater() {
    Dataset<Row> now =
        incidents.withColumn(
            "problem_reference",
            functions.when(functions.col("incident_id").startsWith("O"), "PRB1"));
    Dataset<Row> fresh =
        CauseSightings.withoutRules(
            CauseSightings.notIn(registered, CauseSightings.of(now, EVALUATION)));
    Dataset<Row> further =
        CauseRegistrations.further(fresh, registered, registered, CauseRules.USUAL, 1, EVALUATION);

    String causeOfFirst = cause(registered, "O1");
    String causeOfSecond = cause(registered, "O2");
    assertThat(lines(further, "incident_id", "edge", "evidence", "cause_id", "left_cause_id"))
        .containsExactly(
            "O1 | leader | orders are missing | " + causeOfFirst + " | null",
            "O2 | problem | PRB1 | " + causeOfFirst + " | " + causeOfSecond);
    Dataset<Row> all = registered.union(further).cache();
    assertThat(CauseSightings.notIn(all, CauseSightings.of(now, EVALUATION)).isEmpty()).isTrue();
    Row summary =
        summaries(members(all, NOTHING_DECIDED), all, NOTHING_DECIDED)
            .where(functions.col("cause_id").equalTo(causeOfFirst))
            .first();
    assertThat(summary.<Long>getAs("episode_count")).isEqualTo(2);
    assertThat(summary.<String>getList(summary.fieldIndex("former_ids")))
        .containsExactly(causeOfSecond);
  }

  @Test
  @DisplayName("have one summary per cause, with episodes, gaps, trend and status")
  void summary() {
    CauseDecision fixed =
        decision(0, CauseDecision.Kind.FIXED, cause(registered, "D1"), null, List.of());
    DecidedCauses decided = DecidedCauses.of(List.of(fixed), Map.of());
    Dataset<Row> summaries = summaries(members(registered, decided), registered, decided);

    assertThat(
            lines(
                summaries.where("episode_count > 1"),
                "label",
                "label_source",
                "incident_count",
                "episode_count",
                "gap_median_seconds",
                "trend",
                "last_28_days_count",
                "before_84_days_count",
                "status",
                "return_count",
                "resolved_count",
                "total_resolve_seconds",
                "resolve_share",
                "median_resolve_seconds",
                "service_median_resolve_seconds"))
        .containsExactly(
            // From 1 to 21 March and on to 20 May: 20 and 60 days, their median 40.
            "Disk full on … | sentence | 4 | 3 | 3456000.0 | steady | 1 | 2 | came_back | 1 | 3"
                + " | 3600 | 0.3 | 1200.0 | 1500.0");
    Row disk = Timestamps.asText(summaries.where("episode_count > 1")).first();
    assertThat(disk.<String>getAs("came_back_at")).isEqualTo("2026-05-20T10:00:00Z");
    // 50 days after the fix on 31 March at 10:00.
    assertThat(disk.<Long>getAs("quiet_before_return_seconds")).isEqualTo(50 * 86_400L);
    // Two gaps of 40 days on the whole: quiet after 120 days from the last one.
    assertThat(disk.<String>getAs("quiet_proven_at")).isEqualTo("2026-09-17T10:00:00Z");
    assertThat(summaries.where("status = 'single'").count()).isEqualTo(3);
  }

  @Test
  @DisplayName("are told with their action items, the fix these claim, and the promises they broke")
  void promises(SparkSession spark) {
    Dataset<Row> actionItems =
        spark.sql(
            """
            SELECT 'wiki' AS source, postmortem AS postmortem_key, position, text, tracker,
              incident_id, others AS other_incident_ids, state,
              timestamp(written_at) AS written_at, timestamp(due_at) AS due_at,
              timestamp(closed_at) AS closed_at
            FROM VALUES
              ('PM-1', 1, 'Rotate logs', 'OPS-1', 'D1', array('D2'), 'done',
                '2026-03-03 00:00:00', '2026-03-11 00:00:00', '2026-03-16 00:00:00'),
              ('PM-2', 1, 'Buy disks', NULL, 'D3', array(), 'open',
                '2026-03-23 00:00:00', '2026-04-20 00:00:00', NULL),
              ('PM-2', 2, 'Delete all', 'OPS-3', 'D3', array(), 'cancelled',
                '2026-03-23 00:00:00', '2026-03-24 00:00:00', NULL),
              ('PM-9', 1, 'Of nothing known', 'OPS-9', NULL, array(), 'open',
                '2026-03-23 00:00:00', NULL, NULL)
              AS t(postmortem, position, text, tracker, incident_id, others, state, written_at,
                due_at, closed_at)
            """);
    Dataset<Row> summaries =
        summaries(members(registered, NOTHING_DECIDED), actionItems, registered, NOTHING_DECIDED);

    assertThat(
            lines(
                Timestamps.asText(summaries).where("episode_count > 1"),
                "action_item_open_count",
                "action_item_overdue_count",
                "action_item_done_count",
                "oldest_open_action_item_days",
                "earliest_action_item_due_at",
                "status",
                "fixed_at",
                "fix_basis",
                "fix_evidence",
                "came_back_at",
                "quiet_before_return_seconds"))
        .containsExactly(
            "1 | 1 | 1 | 70 | 2026-04-20T00:00:00Z | came_back | 2026-03-16T00:00:00Z"
                + " | action_items | ArraySeq(OPS-1) | 2026-03-21T10:00:00Z | 468000");
    assertThat(
            lines(
                Timestamps.asText(BrokenPromises.view(summaries)),
                "text",
                "tracker",
                "kind",
                "recurrence_count",
                "first_recurred_at",
                "last_recurred_at",
                "overdue_days",
                "quiet_days"))
        .containsExactly(
            "Buy disks | null | open | 1 | 2026-05-20T10:00:00Z | 2026-05-20T10:00:00Z | 30 | null",
            "Rotate logs | OPS-1 | done | 2 | 2026-03-21T10:00:00Z | 2026-05-20T10:00:00Z | null"
                + " | 5");
    assertThat(summaries.where("episode_count = 1 AND size(broken_promises) = 0").count())
        .isEqualTo(3);
  }

  @Test
  @DisplayName("are claimed to be fixed by their problem records, named by number or by id")
  void problems(SparkSession spark) {
    Dataset<Row> problems =
        spark.sql(
            """
            SELECT problem_key, internal_id, outcome, timestamp(fixed_at) AS fixed_at
            FROM VALUES
              ('PRB1', 'id-1', 'fixed', '2026-04-10 08:00:00'),
              ('PRB2', 'id-2', 'not_fixed', NULL)
              AS t(problem_key, internal_id, outcome, fixed_at)
            """);
    Dataset<Row> told =
        incidents.withColumn(
            "problem_reference",
            functions.expr(
                "CASE incident_id WHEN 'D1' THEN 'PRB1' WHEN 'D3' THEN 'id-1' WHEN 'S1' THEN"
                    + " 'PRB2' END"));
    Dataset<Row> summaries =
        summariesOf(
            members(registered, NOTHING_DECIDED),
            CauseRemedies.of(noActionItems(), told, problems),
            registered,
            NOTHING_DECIDED);

    assertThat(
            lines(
                Timestamps.asText(summaries).where("fix_basis IS NOT NULL"),
                "episode_count",
                "status",
                "fixed_at",
                "fix_basis",
                "fix_evidence",
                "came_back_at"))
        .containsExactly(
            "3 | came_back | 2026-04-10T08:00:00Z | problem | ArraySeq(PRB1)"
                + " | 2026-05-20T10:00:00Z");
  }

  @Test
  @DisplayName("go where humans decide: two causes are one, a part is split off")
  void decisions() {
    List<CauseDecision> decisions =
        List.of(
            decision(
                0,
                CauseDecision.Kind.MERGE,
                cause(registered, "O1"),
                cause(registered, "O2"),
                List.of()),
            decision(1, CauseDecision.Kind.SPLIT, cause(registered, "D1"), "split", List.of("D4")));
    DecidedCauses decided = CauseDecisions.replayed(decisions, registered);
    Dataset<Row> members = members(registered, decided);

    assertThat(lines(members.where("decision IS NOT NULL"), "incident_id", "cause_id", "decision"))
        .containsExactly("D4 | split | split", "O2 | " + cause(registered, "O1") + " | merge");
    assertThat(
            lines(
                summaries(members, registered, decided).where("size(former_ids) > 0"),
                "cause_id",
                "former_ids"))
        .containsExactly(cause(registered, "O1") + " | ArraySeq(" + cause(registered, "O2") + ")");
  }

  @Test
  @DisplayName("are the same rows with 1, 7 and 64 partitions")
  void partitions() {
    List<String> expected = registered.orderBy("incident_id").toJSON().collectAsList();
    for (int count : new int[] {1, 7, 64}) {
      assertThat(
              first(incidents.repartition(count)).orderBy("incident_id").toJSON().collectAsList())
          .isEqualTo(expected);
    }
  }

  private static CauseDecision decision(
      long number,
      CauseDecision.Kind kind,
      String cause,
      @Nullable String other,
      List<String> incidents) {
    return new CauseDecision(
        number,
        kind,
        cause,
        other,
        incidents,
        null,
        Instant.parse("2026-03-31T10:00:00Z"),
        Instant.parse("2026-04-01T10:00:00Z"),
        null);
  }

  private static Dataset<Row> first(Dataset<Row> incidents) {
    return CauseRegistrations.first(
        CauseSightings.withoutRules(CauseSightings.of(incidents, EVALUATION)),
        CauseRules.USUAL,
        EVALUATION);
  }

  private Dataset<Row> members(Dataset<Row> registry, DecidedCauses decided) {
    Dataset<Row> attributions =
        registry.sparkSession().createDataFrame(List.of(), IncidentAttributions.TABLE.schema());
    return CauseMembers.build(facts, registry, attributions, decided).cache();
  }

  private Dataset<Row> summaries(
      Dataset<Row> members, Dataset<Row> registry, DecidedCauses decided) {
    return summaries(members, noActionItems(), registry, decided);
  }

  private Dataset<Row> noActionItems() {
    return incidents.sparkSession().createDataFrame(List.of(), ActionItemStatus.TABLE.schema());
  }

  private static Dataset<Row> summaries(
      Dataset<Row> members,
      Dataset<Row> actionItems,
      Dataset<Row> registry,
      DecidedCauses decided) {
    return summariesOf(members, CauseRemedies.ofPostmortems(actionItems), registry, decided);
  }

  private static Dataset<Row> summariesOf(
      Dataset<Row> members, Dataset<Row> remedies, Dataset<Row> registry, DecidedCauses decided) {
    Dataset<Row> budgets =
        registry.sparkSession().createDataFrame(List.of(), CauseBudgets.TABLE.schema());
    return CauseSummaries.build(
            members, remedies, budgets, registry, decided, CauseRules.USUAL, EVALUATION)
        .cache();
  }

  private static String cause(Dataset<Row> registry, String incident) {
    return registry
        .where(functions.col("incident_id").equalTo(incident))
        .orderBy("batch")
        .select("cause_id")
        .first()
        .getString(0);
  }

  private static List<Long> causes(Dataset<Row> registry, Object... incidents) {
    return List.of(
        registry
            .where(functions.col("incident_id").isin(incidents))
            .select("cause_id")
            .distinct()
            .count());
  }

  private static List<String> lines(Dataset<Row> rows, String... columns) {
    return rows.orderBy(columns[0]).collectAsList().stream()
        .map(
            row ->
                List.of(columns).stream()
                    .map(column -> String.valueOf(row.<Object>getAs(column)))
                    .collect(Collectors.joining(" | ")))
        .toList();
  }
}
