package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.RestatementCauses.Reason;
import dev.aftermath.jobs.testing.SparkTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Week 10 ends on Monday, March 9, 00:00, and freezes on Tuesday at noon. */
@SparkTest
@DisplayName("Figures of a KPI week are restated")
class KpiRestatementsTest {
  private static final Instant FROZEN = Instant.parse("2026-03-10T12:00:00Z");

  /** Three incidents of 600, 1,200 and 1,800 s. */
  private static final String THREE = "'mttr', 1, 'W10', 'all', 'a', 3, 0, map(), 1200, 1200";

  /** And a late one of 3,000 s: the median lies between 1,200 and 1,800. */
  private static final String FOUR = "'mttr', 1, 'W10', 'all', 'a', 4, 0, map(), 1500, 1500";

  @Test
  @DisplayName("when a ticket comes after the freeze: the count, the median and the value")
  void lateTicket(SparkSession spark) {
    assertThat(restated(rows(spark, THREE), rows(spark, FOUR), FROZEN, FROZEN.plusSeconds(86_400)))
        .containsExactly(
            "W10 all 1->1 late_data changed median_seconds true 1200.0 1500.0",
            "W10 all 1->1 late_data changed n false 3 4",
            "W10 all 1->1 late_data changed value true 1200.0 1500.0");
  }

  @Test
  @DisplayName("but not when the earlier version, or the later one, tells it before the freeze")
  void provisional(SparkSession spark) {
    Dataset<Row> before = rows(spark, THREE);
    Dataset<Row> after = rows(spark, FOUR);

    assertThat(restated(before, after, FROZEN.minusSeconds(1), FROZEN.plusSeconds(1))).isEmpty();
    assertThat(restated(before, after, FROZEN.plusSeconds(1), FROZEN.minusSeconds(1))).isEmpty();
  }

  @Test
  @DisplayName("and nothing is when all comes out as it did, and for all time since the beginning")
  void same(SparkSession spark) {
    Dataset<Row> before = rows(spark, THREE, "'mttr', 1, 'all', 'all', 'a', 3, 0, map(), 1, 1");
    Dataset<Row> after = rows(spark, THREE, "'mttr', 1, 'all', 'all', 'a', 9, 0, map(), 2, 2");

    assertThat(restated(before, after, FROZEN, FROZEN)).isEmpty();
  }

  @Test
  @DisplayName("by the reasons why incidents are left out, in whatever order they stand")
  void excluded(SparkSession spark) {
    String counted = "'mttr', 1, 'W10', 'all', 'a', 3, 3, map(%s), 1200, 1200";
    Dataset<Row> before = rows(spark, counted.formatted("'merged', 2, 'test', 1"));

    assertThat(
            restated(
                before, rows(spark, counted.formatted("'test', 1, 'merged', 2")), FROZEN, FROZEN))
        .isEmpty();
    assertThat(
            restated(
                before, rows(spark, counted.formatted("'merged', 1, 'test', 2")), FROZEN, FROZEN))
        .containsExactly(
            "W10 all 1->1 late_data changed excluded false {\"merged\":2,\"test\":1}"
                + " {\"merged\":1,\"test\":2}");
  }

  @Test
  @DisplayName("by another definition of the week, wherever that is the case, and else by the data")
  void definitions(SparkSession spark) {
    Dataset<Row> before =
        rows(
            spark,
            THREE,
            "'mttr', 1, 'W10', 'search', 'a', 1, 0, map(), 600, 600",
            "'mtta', 1, 'W10', 'all', 'c', 2, 0, map(), 60, 60",
            "'open', 4, 'W10', 'all', 'd', 2, 0, map(), NULL, 2");
    Dataset<Row> after =
        rows(
            spark,
            "'mttr', 2, 'W10', 'all', 'b', 3, 0, map(), 1300, 1200",
            "'mttr', 2, 'W10', 'mail', 'b', 1, 0, map(), NULL, 9",
            "'mtta', 1, 'W10', 'all', 'e', 2, 0, map(), 61, 60",
            "'open', 4, 'W10', 'all', 'd', 3, 0, map(), NULL, 2");

    assertThat(restated(before, after, FROZEN, FROZEN))
        .containsExactly(
            "W10 all 1->1 definition_changed changed median_seconds true 60.0 61.0",
            "W10 all 1->2 definition_changed changed median_seconds true 1200.0 1300.0",
            "W10 all 4->4 late_data changed n false 2 3",
            "W10 mail 1->2 definition_changed appeared excluded false null {}",
            "W10 mail 1->2 definition_changed appeared excluded_count false null 0",
            "W10 mail 1->2 definition_changed appeared n false null 1",
            "W10 mail 1->2 definition_changed appeared value true null 9.0",
            "W10 search 1->2 definition_changed vanished excluded false {} null",
            "W10 search 1->2 definition_changed vanished excluded_count false 0 null",
            "W10 search 1->2 definition_changed vanished median_seconds true 600.0 null",
            "W10 search 1->2 definition_changed vanished n false 1 null",
            "W10 search 1->2 definition_changed vanished value true 600.0 null");
    assertThat(
            KpiRestatements.between(
                    before, after, step(FROZEN, FROZEN, Reason.CODE_CHANGED), Duration.ofHours(36))
                .select("reason")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly("code_changed");
  }

  @Test
  @DisplayName("where a segment appears or vanishes with incidents, but not where it has none")
  void segments(SparkSession spark) {
    Dataset<Row> before =
        rows(
            spark,
            THREE,
            "'mttr', 1, 'W10', 'search', 'a', 1, 0, map(), 600, 600",
            "'mttr', 1, 'W10', 'empty', 'a', 0, 0, map(), NULL, NULL");
    Dataset<Row> after =
        rows(
            spark,
            THREE,
            "'mttr', 1, 'W10', 'mail', 'a', 0, 1, map('merged', 1), NULL, NULL",
            "'mttr', 1, 'W10', 'quiet', 'a', 0, 0, map(), NULL, NULL");

    assertThat(restated(before, after, FROZEN, FROZEN))
        .containsExactly(
            "W10 mail 1->1 late_data appeared excluded false null {\"merged\":1}",
            "W10 mail 1->1 late_data appeared excluded_count false null 1",
            "W10 mail 1->1 late_data appeared n false null 0",
            "W10 search 1->1 late_data vanished excluded false {} null",
            "W10 search 1->1 late_data vanished excluded_count false 0 null",
            "W10 search 1->1 late_data vanished median_seconds true 600.0 null",
            "W10 search 1->1 late_data vanished n false 1 null",
            "W10 search 1->1 late_data vanished value true 600.0 null");
  }

  @Test
  @DisplayName(
      "but a KPI that is added or removed, and a week that only one version tells, are not")
  void toldByOne(SparkSession spark) {
    Dataset<Row> before = rows(spark, THREE, "'mtta', 1, 'W10', 'all', 'c', 2, 0, map(), 60, 60");
    Dataset<Row> after =
        rows(
            spark,
            THREE,
            "'mttr', 1, 'W09', 'all', 'a', 1, 0, map(), 600, 600",
            "'open', 1, 'W10', 'all', 'd', 2, 0, map(), NULL, 2");

    assertThat(restated(before, after, FROZEN, FROZEN)).isEmpty();
  }

  @Test
  @DisplayName("with the instant of the freeze and what both versions came from")
  void lineage(SparkSession spark) {
    Row row =
        KpiRestatements.between(
                rows(spark, THREE),
                rows(spark, FOUR),
                step(FROZEN, FROZEN.plusSeconds(60), Reason.LATE_DATA),
                Duration.ofHours(36))
            .where("figure = 'n'")
            .selectExpr(
                "string(frozen_at)", "from_version", "to_version", "string(as_of)", "run_id")
            .first();

    assertThat(row.mkString("|")).isEqualTo("2026-03-10 12:00:00|1|2|2026-03-10 12:01:00|run");
  }

  private static List<String> restated(
      Dataset<Row> before, Dataset<Row> after, Instant from, Instant to) {
    return KpiRestatements.between(
            before, after, step(from, to, Reason.LATE_DATA), Duration.ofHours(36))
        .selectExpr(
            "concat_ws(' ', period, segment, concat(from_kpi_version, '->', to_kpi_version),"
                + " reason, change, figure, is_derived, coalesce(old_value, 'null'),"
                + " coalesce(new_value, 'null')) AS line")
        .orderBy("line")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static KpiRestatements.Step step(Instant from, Instant to, Reason reason) {
    return new KpiRestatements.Step(
        new Restatements.Version(1, new TreeMap<>(), from),
        new Restatements.Version(2, new TreeMap<>(), to),
        reason,
        "run");
  }

  private static Dataset<Row> rows(SparkSession spark, String... rows) {
    return spark.sql(
        "SELECT kpi_id, CAST(kpi_version AS BIGINT) AS kpi_version,"
            + " if(period = 'all', 'all', 'week') AS period_type, period, 'service' AS"
            + " segment_type, segment, if(period = 'W09', timestamp'2026-03-02 00:00:00Z',"
            + " timestamp'2026-03-09 00:00:00Z') AS period_end_at, definition_digest,"
            + " CAST(n AS BIGINT) AS n, CAST(excluded_count AS BIGINT) AS excluded_count,"
            + " CAST(excluded AS MAP<STRING, BIGINT>) AS excluded,"
            + " CAST(median_seconds AS DOUBLE) AS median_seconds, CAST(value AS DOUBLE) AS value"
            + " FROM VALUES ("
            + String.join("), (", rows)
            + ") AS t(kpi_id, kpi_version, period, segment, definition_digest, n, excluded_count,"
            + " excluded, median_seconds, value)");
  }
}
