package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.testing.SparkTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The earlier version tells all until March 2, the later one all until March 3. */
@SparkTest
@DisplayName("What two versions of a table tell differently is restated,")
class RestatementsTest {
  private static final RestatementCauses DATA = new RestatementCauses(null, null, Days.none());

  @Test
  @DisplayName("of breaches those that were over, that vanished and that appear in the past")
  void breaches(SparkSession spark) {
    Dataset<Row> before =
        breaches(
            spark,
            "'03-01 00:05', '03-01 00:10', 'ended', 5, 1.5, array()",
            "'03-01 01:00', '03-01 02:00', 'ended', 5, 1.5, array()",
            "'03-01 03:00', NULL, 'open', 5, 1.5, array()",
            "'03-01 05:00', '03-01 06:00', 'ended', 1, NULL, array()");
    Dataset<Row> after =
        breaches(
            spark,
            "'03-01 00:05', '03-01 00:10', 'ended', 5, 1.5, array('acme', 'initech')",
            "'03-01 01:00', '03-01 02:30', 'ended', 7, 1.5, array()",
            "'03-01 03:00', '03-02 07:00', 'ended', 9, 2.5, array()",
            "'03-01 07:00', NULL, 'open', 2, 1.1, array()",
            "'03-02 07:00', NULL, 'open', 2, 1.1, array()");

    assertThat(restated(Restated.BREACHES, before, after, DATA))
        .containsExactly(
            "2026-03-01 00:05:00||incident_changed|changed|tenants|false|[]|[acme, initech]",
            "2026-03-01 01:00:00||late_data|changed|bad|false|5|7",
            "2026-03-01 01:00:00||late_data|changed|end_at|false|2026-03-01T02:00:00Z"
                + "|2026-03-01T02:30:00Z",
            "2026-03-01 05:00:00||late_data|vanished|bad|false|1|null",
            "2026-03-01 05:00:00||late_data|vanished|end_at|false|2026-03-01T06:00:00Z|null",
            "2026-03-01 05:00:00||late_data|vanished|state|false|ended|null",
            "2026-03-01 05:00:00||late_data|vanished|tenants|false|[]|null",
            "2026-03-01 07:00:00||late_data|appeared|bad|false|null|2",
            "2026-03-01 07:00:00||late_data|appeared|budget_consumed_ratio|true|null|1.1",
            "2026-03-01 07:00:00||late_data|appeared|state|false|null|open",
            "2026-03-01 07:00:00||late_data|appeared|tenants|false|null|[]");
  }

  @Test
  @DisplayName("of attributions those of windows that had ended and that both versions tell")
  void attribution(SparkSession spark) {
    Dataset<Row> before =
        parts(
            spark,
            "'month', '02-01 00:00', '03-01 00:00', 'A', 46",
            "'month', '02-01 00:00', '03-01 00:00', 'baseline', 8",
            "'month', '03-01 00:00', '04-01 00:00', 'baseline', 1",
            "'four_weeks', '02-02 00:00', '03-02 00:00', 'baseline', 9");
    Dataset<Row> after =
        parts(
            spark,
            "'month', '02-01 00:00', '03-01 00:00', 'B', 46",
            "'month', '02-01 00:00', '03-01 00:00', 'baseline', 8",
            "'month', '03-01 00:00', '04-01 00:00', 'baseline', 3",
            "'four_weeks', '02-03 00:00', '03-03 00:00', 'baseline', 7");
    Days march = Days.between(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"));
    Days february = Days.between(LocalDate.parse("2026-02-28"), LocalDate.parse("2026-02-28"));

    assertThat(
            restated(
                Restated.ATTRIBUTION, before, after, new RestatementCauses(null, march, march)))
        .containsExactly(
            "2026-02-01 00:00:00|A|incident_changed|vanished|bad|false|46|null",
            "2026-02-01 00:00:00|B|incident_changed|appeared|bad|false|null|46");
    assertThat(reasons(before, after, new RestatementCauses(null, march, february)))
        .containsExactly("exclusion_changed");
    assertThat(reasons(before, after, new RestatementCauses(null, february, february)))
        .containsExactly("late_data");
    assertThat(reasons(before, after, DATA)).containsExactly("late_data");
    assertThat(reasons(before, after, RestatementCauses.of(RestatementCauses.Reason.CODE_CHANGED)))
        .containsExactly("code_changed");
  }

  @Test
  @DisplayName("of exclusions those that were over, told apart from what was counted in them")
  void exclusions(SparkSession spark) {
    Dataset<Row> before =
        exclusions(
            spark,
            "'M1', '03-01 01:00', '03-01 02:00', 'board', 12",
            "'M2', '03-01 03:00', '03-01 04:00', 'board', 12",
            "'M3', '03-01 23:00', '03-02 01:00', 'board', 12");
    Dataset<Row> after =
        exclusions(
            spark,
            "'M1', '03-01 01:00', '03-01 02:00', 'board', 11",
            "'M2', '03-01 03:00', '03-01 04:00', 'chief', 12",
            "'M3', '03-01 23:00', '03-02 01:00', 'board', 24");

    assertThat(restated(Restated.EXCLUSIONS, before, after, DATA))
        .containsExactly(
            "2026-03-01 01:00:00|M1|late_data|changed|excluded_bad|false|12|11",
            "2026-03-01 03:00:00|M2|exclusion_changed|changed|approver|false|board|chief");
  }

  @Test
  @DisplayName("but not with a version whose rows had another key, nor by figures that one lacks")
  void otherColumns(SparkSession spark) {
    Dataset<Row> rows = breaches(spark, "'03-01 01:00', '03-01 02:00', 'ended', 5, 1.5, array()");
    Dataset<Row> more = breaches(spark, "'03-01 01:00', '03-01 02:00', 'ended', 6, 1.5, array()");

    assertThat(restated(Restated.BREACHES, rows.drop("bad"), more, DATA)).isEmpty();
    assertThat(Restatements.between(Restated.BREACHES, rows.drop("objective"), more, step(DATA)))
        .isEmpty();
  }

  private static List<String> restated(
      Restated table, Dataset<Row> before, Dataset<Row> after, RestatementCauses causes) {
    return Restatements.between(table, before, after, step(causes))
        .orElseThrow()
        .selectExpr(
            "concat_ws('|', start_at, part, reason, change, figure, is_derived,"
                + " coalesce(old_value, 'null'), coalesce(new_value, 'null')) AS line")
        .orderBy("line")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static List<String> reasons(
      Dataset<Row> before, Dataset<Row> after, RestatementCauses causes) {
    return Restatements.between(Restated.ATTRIBUTION, before, after, step(causes))
        .orElseThrow()
        .select("reason")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static Restatements.Step step(RestatementCauses causes) {
    return new Restatements.Step(
        new Restatements.Version(1, new TreeMap<>(), Instant.parse("2026-03-02T00:00:00Z")),
        new Restatements.Version(2, new TreeMap<>(), Instant.parse("2026-03-03T00:00:00Z")),
        causes,
        "run");
  }

  private static Dataset<Row> breaches(SparkSession spark, String... rows) {
    return rows(
        spark,
        "timestamp('2026-' || start) AS start_at, timestamp('2026-' || end) AS end_at, state, bad,"
            + " CAST(budget_consumed_ratio AS DOUBLE) AS budget_consumed_ratio,"
            + " CAST(tenants AS ARRAY<STRING>) AS tenants",
        "start, end, state, bad, budget_consumed_ratio, tenants",
        rows);
  }

  private static Dataset<Row> parts(SparkSession spark, String... rows) {
    return rows(
        spark,
        "window, timestamp('2026-' || start) AS window_start, timestamp('2026-' || end) AS"
            + " window_end, part, bad",
        "window, start, end, part, bad",
        rows);
  }

  private static Dataset<Row> exclusions(SparkSession spark, String... rows) {
    return rows(
        spark,
        "exclusion_id, timestamp('2026-' || start) AS start_at, timestamp('2026-' || end) AS"
            + " end_at, approver, excluded_bad",
        "exclusion_id, start, end, approver, excluded_bad",
        rows);
  }

  private static Dataset<Row> rows(
      SparkSession spark, String select, String names, String... rows) {
    return spark.sql(
        "SELECT 'checkout' AS slo, '' AS group_key, 'Good' AS objective, "
            + select
            + " FROM VALUES ("
            + String.join("), (", rows)
            + ") AS t("
            + names
            + ")");
  }
}
