package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two days of 10 requests every 5 minutes at a target of 96 %. The first sample measures nothing:
 * 575 slices, 5,750 requests, a budget of 230, of which a fifth is 46.
 */
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Two days with two outages of one cause, one that nobody noticed, and maintenance")
class BudgetTablesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-03-03T00:00:00Z");
  private static final List<SloHistory> SLOS = SloHistory.of(List.of(slo()));

  private Dataset<Row> slices;
  private Dataset<Row> incidents;
  private List<Maintenance> approved;

  @BeforeAll
  void measure(SparkSession spark) {
    slices = SloSliceDays.build(SampleRows.days(samples(spark)), SLOS).cache();
    incidents =
        spark.sql(
            """
            SELECT incident_id, cause_key, 'shop' AS service, tenant, population,
              timestamp(opened_at) AS opened_at, timestamp(settled_at) AS settled_at
            FROM VALUES
              ('A', 'timeout', NULL, 'counted', '2026-03-01 08:27:00', '2026-03-01 09:00:00'),
              ('B', NULL, NULL, 'counted', '2026-03-02 05:00:00', '2026-03-02 06:00:00'),
              ('C', 'timeout', 'acme', 'counted', '2026-03-02 09:31:00', '2026-03-02 09:50:00'),
              ('D', 'drill', NULL, 'test', '2026-03-01 16:41:00', '2026-03-01 17:00:00')
              AS t(incident_id, cause_key, tenant, population, opened_at, settled_at)
            """);
    approved =
        ApprovedMaintenance.among(
            spark.sql(
                """
                SELECT 'tickets' AS system, change_key, service, tenant, state, approval,
                  'normal' AS change_type, 'maintenance' AS category,
                  NULL AS deployment_strategy, 'board' AS approver,
                  timestamp(planned_start_at) AS planned_start_at,
                  timestamp(planned_end_at) AS planned_end_at,
                  timestamp('2026-03-01 00:00:00') AS opened_at,
                  timestamp(approved_at) AS approved_at
                FROM VALUES
                  ('M1', 'shop', NULL, 'CLOSED', 'Approved', '2026-03-02 01:00:00',
                    '2026-03-02 02:00:00', '2026-03-01 12:00:00'),
                  ('M2', 'shop', NULL, NULL, 'approved', '2026-03-02 14:00:00',
                    '2026-03-02 14:07:30', '2026-03-01 12:00:00'),
                  ('M3', 'shop', NULL, NULL, 'approved', '2026-03-02 14:05:00',
                    '2026-03-02 14:15:00', '2026-03-02 14:10:00'),
                  ('cancelled', 'shop', NULL, 'CANCELLED', 'approved', '2026-03-02 03:00:00',
                    '2026-03-02 04:00:00', NULL),
                  ('requested', 'shop', NULL, NULL, 'requested', '2026-03-02 03:00:00',
                    '2026-03-02 04:00:00', NULL),
                  ('of-nobody', NULL, NULL, NULL, 'approved', '2026-03-02 03:00:00',
                    '2026-03-02 04:00:00', NULL),
                  ('of-acme', 'shop', 'acme', NULL, 'approved', '2026-03-02 03:00:00',
                    '2026-03-02 04:00:00', NULL),
                  ('of-search', 'search', NULL, NULL, 'approved', '2026-03-02 03:00:00',
                    '2026-03-02 04:00:00', NULL),
                  ('to-come', 'shop', NULL, NULL, 'approved', '2026-03-03 00:00:00',
                    '2026-03-03 04:00:00', NULL)
                  AS t(change_key, service, tenant, state, approval, planned_start_at,
                    planned_end_at, approved_at)
                """),
            new MaintenanceRule(List.of("approved"), List.of(), List.of(), List.of()),
            AS_OF);
  }

  @Test
  @DisplayName(
      "exclude the approved stretches, and flag them where they are unused, late or double")
  void exclusions() {
    assertThat(
            lines(
                SloExclusions.build(findings()).orderBy("exclusion_id"),
                "exclusion_id",
                "start_at",
                "end_at",
                "approver",
                "is_after_the_fact",
                "is_overlapping",
                "is_unused",
                "excluded_slice_count",
                "excluded_bad",
                "excluded_total"))
        .containsExactly(
            "tickets:M1 | 2026-03-02T01:00:00Z | 2026-03-02T02:00:00Z | board | false | false"
                + " | false | 12 | 12 | 120",
            "tickets:M2 | 2026-03-02T14:00:00Z | 2026-03-02T14:07:30Z | board | false | true"
                + " | true | 1 | 0 | 10",
            "tickets:M3 | 2026-03-02T14:05:00Z | 2026-03-02T14:15:00Z | board | true | true"
                + " | true | 2 | 0 | 20");
  }

  @Test
  @DisplayName("spend a fifth of the budget on one incident and more on its cause")
  void rules(SparkSession spark) throws IOException {
    Dataset<Row> attribution = attribution().cache();
    assertThat(
            lines(
                attribution.where("window = 'four_weeks'").orderBy("part"),
                "part",
                "cause_key",
                "bad",
                "budget_total",
                "share_of_budget",
                "exceeds_20_percent"))
        .containsExactly(
            "A | timeout | 46 | 230 | 0.2 | false",
            "C | timeout | 40 | 230 | 0.17391304347826086 | false",
            "baseline | null | 0 | 230 | 0.0 | false",
            "exclusion | null | 12 | 230 | 0.05217391304347826 | false",
            "unexplained | null | 36 | 230 | 0.1565217391304348 | false");
    assertThat(
            lines(
                BudgetRules.build(attribution).orderBy("rule", "subject"),
                "rule",
                "subject",
                "incident_count",
                "bad",
                "share_of_budget",
                "is_violated",
                "is_window_over"))
        .containsExactly(
            "cause_quarter | timeout | 2 | 86 | 0.3739130434782609 | true | false",
            "incident_four_weeks | A | 1 | 46 | 0.2 | false | true",
            "incident_four_weeks | C | 1 | 40 | 0.17391304347826086 | false | true");

    attribution.createOrReplaceTempView(BudgetAttribution.TABLE.name());
    assertThat(lines(notebook(spark, "04_which_incidents_cost_the_budget"), "part", "bad"))
        .containsExactly("A | 46", "C | 40", "unexplained | 36", "exclusion | 12");
    attribution.unpersist();
  }

  @Test
  @DisplayName("show dips with and without an incident, and an incident without a dip")
  void dips() {
    assertThat(
            lines(
                SloDips.build(findings())
                    .withColumn("ids", col("incident_ids").cast("string"))
                    .orderBy("start_at"),
                "finding",
                "finding_key",
                "start_at",
                "end_at",
                "bad",
                "share_of_budget",
                "ids"))
        .containsExactly(
            "dip_with_incident | 2026-03-01T08:20:00Z | 2026-03-01T08:20:00Z"
                + " | 2026-03-01T09:20:00Z | 46 | 0.2 | [A]",
            "dip_without_incident | 2026-03-01T16:40:00Z | 2026-03-01T16:40:00Z"
                + " | 2026-03-01T17:10:00Z | 36 | 0.1565217391304348 | []",
            "incident_without_dip | B | 2026-03-02T05:00:00Z | 2026-03-02T06:00:00Z | null"
                + " | null | [B]",
            "dip_with_incident | 2026-03-02T09:20:00Z | 2026-03-02T09:20:00Z"
                + " | 2026-03-02T10:10:00Z | 40 | 0.17391304347826086 | [C]");
  }

  @Test
  @DisplayName("show how long each record lasted and how much of that was bad")
  void paperwork() {
    assertThat(
            lines(
                PaperworkGaps.build(findings()).orderBy("incident_id"),
                "incident_id",
                "recorded_seconds",
                "bad_seconds",
                "unknown_seconds",
                "recovered_at",
                "open_after_recovery_seconds",
                "is_open_long_after_recovery"))
        .containsExactly(
            "A | 1980 | 1980 | 0 | 2026-03-01T09:00:00Z | 0 | false",
            "B | 3600 | 0 | 0 | null | null | false",
            "C | 1140 | 1140 | 0 | 2026-03-02T09:50:00Z | 0 | false");
  }

  @Test
  @DisplayName("would have kept 95 %, but not 99 %")
  void whatIf(SparkSession spark) throws IOException {
    Dataset<Row> whatIf =
        SloWhatIf.view(
            SloWindows.build(slices, SLOS, List.of(), ReportCalendar.in(ZoneOffset.UTC), AS_OF));
    assertThat(
            lines(
                whatIf
                    .where("window = 'quarter' AND day = DATE '2026-03-02'")
                    .where("candidate_target IN (0.9, 0.95, 0.99, 1)")
                    .orderBy("candidate_target"),
                "candidate_target",
                "budget_total",
                "budget_consumed_ratio",
                "verdict"))
        .containsExactly(
            "0.9 | 575 | 0.23304347826086957 | met",
            "0.95 | 287.5 | 0.46608695652173915 | met",
            "0.99 | 57.5 | 2.3304347826086955 | missed",
            "1 | 0 | null | missed");

    whatIf.createOrReplaceTempView(SloWhatIf.NAME);
    assertThat(
            lines(
                notebook(spark, "05_would_another_target_have_been_met"),
                "slo",
                "target",
                "strictest_met",
                "sli"))
        .containsExactly("checkout | 0.96 | 0.95 | 0.9766956521739131");
  }

  private Dataset<Row> attribution() {
    return BudgetAttribution.build(findings());
  }

  private SloFindings findings() {
    return SloFindings.in(slices, incidents, SLOS, approved, ZoneOffset.UTC, AS_OF);
  }

  private static Dataset<Row> notebook(SparkSession spark, String name) throws IOException {
    return spark.sql(Files.readString(Path.of("../notebooks", name + ".sql")));
  }

  /** Some columns of all rows; decimals without trailing zeros. */
  private static List<String> lines(Dataset<Row> rows, String... columns) {
    return rows.collectAsList().stream()
        .map(
            row ->
                Arrays.stream(columns)
                    .map(column -> text(row.getAs(column)))
                    .collect(Collectors.joining(" | ")))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static Dataset<Row> samples(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    double answered = 0;
    double failed = 0;
    for (int day = 0; day < 2; day++) {
      long[] times = new long[288];
      double[] good = new double[288];
      double[] bad = new double[288];
      for (int i = 0; i < 288; i++) {
        int errors = errors(day * 288 + i);
        times[i] = START.plusSeconds(day * 86_400L + i * 300L + 1).toEpochMilli();
        good[i] = answered += 10 - errors;
        bad[i] = failed += errors;
      }
      rows.chunk("a", "requests_total,code=200", times, good);
      rows.chunk("a", "requests_total,code=500", times, bad);
    }
    return rows.toBronze();
  }

  /** 46 from 08:20, 36 from 16:40, 12 in maintenance from 01:00, 40 from 09:20. */
  private static int errors(int slice) {
    if (slice >= 100 && slice < 112) {
      return slice < 110 ? 4 : 3;
    }
    if (slice >= 200 && slice < 206) {
      return 6;
    }
    if (slice >= 300 && slice < 306) {
      return 2;
    }
    return slice >= 400 && slice < 410 ? 4 : 0;
  }

  private static SloDefinition slo() {
    Indicator ratio =
        new Indicator.Ratio(
            Indicator.Part.BAD,
            new SeriesQuery(null, LabelSelector.parse("requests_total{code=\"500\"}")),
            new SeriesQuery(null, LabelSelector.parse("requests_total")),
            Indicator.SampleMeaning.COUNTER);
    return new SloDefinition(
        "checkout",
        "checkout",
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(new Objective("Good", ratio, new BigDecimal("0.96"), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse("2d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        null);
  }
}
